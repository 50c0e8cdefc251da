// Live takes a vote over HTTP, and shows it while it is taken:
//
//	live -body body.json -rule "quorum (at least 33 seats are present) and more than 1/2 of votes cast are for"
//
// It writes everything into one directory (-dir): the log of the votes, a link with a token
// for each seat and one for the chair, and at the end the record. Without a body, the example
// is a council of three groups. Start it again with the same directory, and it goes on
// where it was, even if it was killed.
//
// The directory holds how every seat voted, also in a secret ballot: whoever can read it
// can read that. Put the server behind TLS, for instance behind a proxy.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"example.com/tripartite"
)

const council = `{"groups": [
	{"name": "Governments", "seats": 4}, {"name": "Employers", "seats": 2}, {"name": "Workers", "seats": 2}
]}`

func main() {
	log.SetFlags(0)
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

// run serves until the program is killed.
func run(args []string) error {
	flags := flag.NewFlagSet("live", flag.ContinueOnError)
	var rule tripartite.RuleText
	flags.TextVar(&rule, "rule", tripartite.RuleText{Rule: tripartite.SimpleMajority()}, "the `rule`, as a sentence of standing orders")
	body := flags.String("body", "", "a `file` with the body in JSON")
	dir := flags.String("dir", "vote", "the `directory` of this vote")
	address := flags.String("http", "localhost:8080", "the `address` to listen on")
	title := flags.String("title", "A motion", "the `title` of the motion")
	secret := flags.Bool("secret", false, "show nothing of the votes until the vote is closed, and no seat's vote at all")
	if err := flags.Parse(args); err != nil {
		return err
	}
	text := []byte(council)
	if *body != "" {
		var err error
		if text, err = os.ReadFile(*body); err != nil {
			return err
		}
	}
	var members tripartite.Body
	if err := json.Unmarshal(text, &members); err != nil {
		return err
	}
	if err := tripartite.Vet(rule.Rule, &members); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", *address) // first: a server that runs already keeps the directory
	if err != nil {
		return err
	}
	vote, err := openVote(*dir, motion{Title: *title, Rule: rule.Rule, Secret: *secret}, &members)
	if err != nil {
		return err
	}
	doors, err := openDoors(*dir, "http://"+*address, &members)
	if err != nil {
		return err
	}
	fmt.Printf("listening on %s; the links are in %s\n", listener.Addr(), doors.file)
	server := &http.Server{Handler: newServer(vote, doors), ReadHeaderTimeout: 10 * time.Second}
	return server.Serve(listener)
}
