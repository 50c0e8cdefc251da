// Popolo reads votes in the Popolo format, in which many parliamentary sites publish them,
// decides each again, and writes it in the same format.
package main

import (
	"embed"
	"fmt"
	"io/fs"
	"log"

	"example.com/tripartite"
)

//go:embed events
var events embed.FS

func main() {
	h := house{
		body: tripartite.MustBody(
			tripartite.Bloc{Name: "Chamber", Size: 15, Weight: tripartite.Int(2)},
			tripartite.Bloc{Name: "Regions", Roll: []string{"North", "South"}}, tripartite.Bloc{},
		),
		rule: tripartite.All{tripartite.Quorum{tripartite.SeatCount{Of: tripartite.Cast, Need: 10}}, tripartite.SimpleMajority()},
		options: map[string]tripartite.States{ // an option that is not here is refused
			"yes": tripartite.For, "no": tripartite.Against, "abstain": tripartite.Abstain,
			"absent": tripartite.Absent, "leave": tripartite.Absent, "not voting": tripartite.Silent,
		},
	}
	paths, err := fs.Glob(events, "events/*")
	if err != nil {
		log.Fatal(err)
	}
	for _, path := range paths {
		text, err := events.ReadFile(path)
		if err != nil {
			log.Fatal(err)
		}
		r, err := h.read(text)
		if err == nil {
			text, err = h.write(r)
		}
		if err != nil {
			text = []byte(err.Error())
		}
		fmt.Printf("%s: %s\n", path, text)
	}
}
