package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"example.com/tripartite"
)

// motion describes a vote: its title, its rule, whether it is secret, who may vote, and where.
// It is stored when the vote is opened, and cannot change afterwards.
type motion struct {
	URL    string              `json:"url"` // the address that browsers see, without a path
	Title  string              `json:"title"`
	Rule   tripartite.RuleText `json:"rule"`
	Secret bool                `json:"secret"`
	Body   *tripartite.Body    `json:"body"`
}

// openMotion returns the motion that is stored in a directory, or stores this one. If one is
// stored, the flags in set must agree with it, and so must the address: the links have it.
func openMotion(dir string, m motion, set map[string]bool) (motion, error) {
	file := filepath.Join(dir, "motion.json")
	text, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return m, storeMotion(dir, file, m)
	}
	var stored motion
	if err == nil {
		err = json.Unmarshal(text, &stored)
	}
	if err == nil && (stored.Body == nil || stored.Rule.Rule == nil || stored.URL == "") {
		err = errors.New("want a body, a rule and a url")
	}
	if err != nil {
		return m, fmt.Errorf("%s: %w", file, err)
	}
	for flag, same := range map[string]bool{
		"title":  m.Title == stored.Title,
		"rule":   m.Rule.String() == stored.Rule.String(),
		"secret": m.Secret == stored.Secret,
		"body":   asJSON(m.Body) == asJSON(stored.Body),
	} {
		if set[flag] && !same {
			err = errors.Join(err, fmt.Errorf("%s: the vote was opened with another %s", dir, flag))
		}
	}
	if m.URL != stored.URL {
		err = errors.Join(err, fmt.Errorf("%s: the vote was opened at %s, and the links lead there: "+
			"%s is another address", dir, stored.URL, m.URL))
	}
	return stored, err
}

// storeMotion stores a motion. Without it, a log or links would be those of another vote.
func storeMotion(dir, file string, m motion) error {
	for _, name := range []string{"votes.log", "links.txt"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return fmt.Errorf("%s has %s and no motion.json: the file was lost, "+
				"or this is not the directory of a vote", dir, name)
		}
	}
	err := tripartite.Vet(m.Rule.Rule, m.Body)
	if err != nil && !errors.Is(err, tripartite.ErrTooLarge) {
		return err
	}
	text, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return err
	}
	return writeWhole(file, append(text, '\n'))
}

// asJSON returns a body as JSON. Two bodies are the same if their texts are.
func asJSON(b *tripartite.Body) string {
	text, err := json.Marshal(b)
	if err != nil {
		return err.Error()
	}
	return string(text)
}
