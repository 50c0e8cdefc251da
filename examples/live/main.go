// Live takes a vote over HTTP, and shows it while it is taken:
//
//	live -body body.json -rule "more than 1/2 of votes cast are for"
//
// It writes everything into one directory (-dir): the motion, the log of the votes, a link
// with a token for each seat and one for the chair, and at the end the record and the
// minutes. Without a body, the example is a council of three groups. A server that is started
// again with the same directory continues the vote, even if it was killed. The title, the
// rule, the body, the secrecy and the address cannot change.
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
	"strings"
	"syscall"
	"unicode/utf8"

	"example.com/tripartite"
)

const council = `{"groups": [
	{"name": "Governments", "seats": 4},
	{"name": "Employers", "seats": 2},
	{"name": "Workers", "seats": 2}
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

// options holds the values of the flags.
type options struct {
	motion
	set                map[string]bool // the flags that are given
	dir, address, link string
}

// parse returns the options of a command line. It reads the file of the body.
func parse(args []string) (o options, err error) {
	flags := flag.NewFlagSet("live", flag.ContinueOnError)
	o.Rule.Rule = tripartite.SimpleMajority()
	flags.TextVar(&o.Rule, "rule", o.Rule, "the `rule`, as a sentence of standing orders")
	body := flags.String("body", "", "a `file` with the body in JSON")
	flags.StringVar(&o.dir, "dir", "vote", "the `directory` of this vote")
	flags.StringVar(&o.address, "http", "localhost:8080", "the `address` to listen on")
	flags.StringVar(&o.link, "url", "",
		"the `address` in the links, as https://vote.example.org; by default that of -http")
	flags.StringVar(&o.Title, "title", "A motion", "the `title` of the motion")
	flags.BoolVar(&o.Secret, "secret", false,
		"show nothing of the votes until the vote is closed, and no seat's vote at all")
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
	if o.link != "" {
		return publicURL(o.link)
	}
	host, _, err := net.SplitHostPort(o.address)
	if err != nil || host == "" {
		return nil, fmt.Errorf("-http %s has no host for the links: want -url", o.address)
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return nil, err
	}
	return publicURL("http://" + net.JoinHostPort(host, port))
}

// publicURL parses an address without a path. The host of the result is as browsers send it,
// because a request for any other host is refused: in lower case, without the default port.
func publicURL(link string) (*url.URL, error) {
	u, err := url.Parse(link)
	ports := map[string]string{"http": "80", "https": "443"}
	if err != nil || ports[u.Scheme] == "" || u.Hostname() == "" || u.Path != "" || u.User != nil ||
		strings.ContainsAny(link, "?#") {
		return nil, fmt.Errorf("-url %q: want a scheme and a host, as https://vote.example.org", link)
	}
	for _, c := range u.Host {
		if c >= utf8.RuneSelf {
			return nil, fmt.Errorf("-url %q: want the host in ASCII, as xn--bcher-kva.example", link)
		}
	}
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if strings.Contains(host, ":") {
		host = "[" + host + "]" // an IPv6 address
	}
	if port != "" && port != ports[u.Scheme] {
		host += ":" + port
	}
	return &url.URL{Scheme: u.Scheme, Host: host}, nil
}

// run serves until the context is done, or until the log can no longer be trusted.
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
	o.URL = public.String()
	m, err := openMotion(o.dir, o.motion, o.set)
	if err != nil {
		return err
	}
	doors, err := openDoors(o.dir, m.URL, m.Body)
	if err != nil {
		return err
	}
	vote, err := openVote(o.dir, m)
	if err != nil {
		return err
	}
	fmt.Printf("listening on %s; the links are in %s\n", listener.Addr(), doors.file)
	serving, stop := context.WithCancel(ctx)
	go func() {
		<-vote.ended
		stop()
	}()
	err = serve(serving, listener, newServer(vote, doors, public, usual), usual)
	return errors.Join(err, vote.end())
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
