//go:build js && wasm

// App is the part of the playground that runs in a browser: it gives the page the functions
// tripartiteAsk, tripartiteStatutes and tripartiteStatute.
package main

import (
	"syscall/js"

	"example.com/tripartite/examples/playground/play"
)

func main() {
	names, text := play.Statutes()
	list := make([]any, len(names))
	for i, name := range names {
		list[i] = name
	}
	page := js.Global()
	page.Set("tripartiteStatutes", list)
	page.Set("tripartiteStatute", function(text))
	page.Set("tripartiteAsk", function(play.AskJSON))
	page.Call("tripartiteReady")
	select {} // the functions are there for as long as the page
}

// function makes a function of texts one of the page.
func function(f func(string) string) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) != 1 || args[0].Type() != js.TypeString {
			return ""
		}
		return f(args[0].String())
	})
}
