package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"example.com/tripartite"
)

// motion is what a vote is about, and how it is taken. It is stored when the vote is opened,
// and cannot change from then on.
type motion struct {
	Title  string              `json:"title"`
	Rule   tripartite.RuleText `json:"rule"`
	Secret bool                `json:"secret"`
	Body   *tripartite.Body    `json:"body"`
}

// openMotion returns the motion that a directory has, or stores this one. If the vote was
// opened before, set are the flags that were given again: they must say what is stored.
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
	return stored, err
}

// storeMotion stores a motion. Without it, a log or links would be those of another vote.
func storeMotion(dir, file string, m motion) error {
	for _, name := range []string{"votes.log", "links.txt"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return fmt.Errorf("%s has %s and no motion.json: it was lost, or this is no directory of a vote", dir, name)
		}
	}
	if err := tripartite.Vet(m.Rule.Rule, m.Body); err != nil && !errors.Is(err, tripartite.ErrTooLarge) {
		return err
	}
	text, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return err
	}
	return writeWhole(file, append(text, '\n'))
}

// asJSON returns a body as JSON, to compare it.
func asJSON(b *tripartite.Body) string {
	text, err := json.Marshal(b)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// fewestHidden is the number of seats from which on the count of a bloc does not tell how
// each of them voted, unless all voted alike.
const fewestHidden = 3

// publishesCounts reports whether the figures of the vote can be seen at its end. In a
// secret ballot, those of a bloc of one or two seats would tell how they voted, and with
// them the votes of a chair or of a seat that weighs more than others. Then only the outcome
// is published.
func (m motion) publishesCounts() bool {
	for _, seats := range m.Body.Blocs() {
		if m.Secret && 0 < seats && seats < fewestHidden {
			return false
		}
	}
	return true
}
