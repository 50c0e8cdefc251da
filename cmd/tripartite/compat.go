package main

var replayCommand command
