package main

var checkCommand, replayCommand command
