// Live takes a vote over HTTP, and shows it while it is taken:
//
//	live -body body.json -rule "quorum (at least 33 seats are present) and more than 1/2 of votes cast are for"
//
// It writes everything into one directory (-dir): the motion, the log of the votes, a link
// with a token for each seat and one for the chair, and at the end the record and the
// minutes. Without a body, the example is a council of three groups. Start it again with the
// same directory, and it goes on where it was, even if it was killed: the title, the rule,
// the body and the secrecy are those with which the vote was opened.
//
// README.md says how to deploy it, and what it does not do.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"net"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"example.com/tripartite"
)

const council = `{"groups": [
	{"name": "Governments", "seats": 4}, {"name": "Employers", "seats": 2}, {"name": "Workers", "seats": 2}
]}`

func main() {
	log.SetFlags(0)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		log.Fatal(err)
	}
}

// options are what the flags say.
type options struct {
	motion
	set                map[string]bool // the flags that are given
	dir, address, link string
}

// parse parses the flags.
func parse(args []string) (o options, err error) {
	flags := flag.NewFlagSet("live", flag.ContinueOnError)
	o.Rule.Rule = tripartite.SimpleMajority()
	flags.TextVar(&o.Rule, "rule", o.Rule, "the `rule`, as a sentence of standing orders")
	body := flags.String("body", "", "a `file` with the body in JSON")
	flags.StringVar(&o.dir, "dir", "vote", "the `directory` of this vote")
	flags.StringVar(&o.address, "http", "localhost:8080", "the `address` to listen on")
	flags.StringVar(&o.link, "url", "", "the `address` in the links, as https://vote.example.org; by default that of -http")
	flags.StringVar(&o.Title, "title", "A motion", "the `title` of the motion")
	flags.BoolVar(&o.Secret, "secret", false, "show nothing of the votes until the vote is closed, and no seat's vote at all")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	o.set = map[string]bool{}
	flags.Visit(func(f *flag.Flag) { o.set[f.Name] = true })
	text := []byte(council)
	if *body != "" {
		if text, err = os.ReadFile(*body); err != nil {
			return o, err
		}
	}
	o.Body = new(tripartite.Body)
	return o, json.Unmarshal(text, o.Body)
}

// public returns the address at which browsers see the server.
func (o options) public(listener net.Listener) (*url.URL, error) {
	if o.link == "" {
		host, _, err := net.SplitHostPort(o.address)
		if err != nil || host == "" {
			return nil, fmt.Errorf("-http %s has no host for the links: want -url", o.address)
		}
		_, port, err := net.SplitHostPort(listener.Addr().String())
		return &url.URL{Scheme: "http", Host: net.JoinHostPort(host, port)}, err
	}
	u, err := url.Parse(o.link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Path != "" {
		return nil, fmt.Errorf("-url %q: want an address without a path, as https://vote.example.org", o.link)
	}
	return u, nil
}

// run serves until the context is done.
func run(ctx context.Context, args []string) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", o.address) // first: what follows changes the directory
	if err != nil {
		return err
	}
	defer listener.Close()
	public, err := o.public(listener)
	if err != nil {
		return err
	}
	locked, err := lockDir(o.dir)
	if err != nil {
		return err
	}
	defer locked.Close()
	m, err := openMotion(o.dir, o.motion, o.set)
	if err != nil {
		return err
	}
	doors, err := openDoors(o.dir, public.String(), m.Body)
	if err != nil {
		return err
	}
	vote, err := openVote(o.dir, m)
	if err != nil {
		return err
	}
	defer vote.end()
	fmt.Printf("listening on %s; the links are in %s\n", listener.Addr(), doors.file)
	return serve(ctx, listener, newServer(vote, doors, public))
}

// lockDir makes a directory and locks it, so that no second server writes to it. The lock ends
// with the program, however that ends.
func lockDir(dir string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := lock(file); err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: another server has this vote: %w", dir, err)
	}
	return file, nil
}
