package tripartite

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type decoded struct {
	Name   string            `json:"name,omitzero"`
	N      int               `json:"n,omitzero"`
	Yes    bool              `json:"yes,omitzero"`
	Weight Fraction          `json:"weight,omitzero"`
	State  States            `json:"state,omitzero"`
	Inner  []decoded         `json:"inner,omitzero"`
	Of     map[string]States `json:"of,omitzero"`
	Next   *decoded          `json:"next,omitzero"`
	Hidden string            `json:"-"`
	Must   *needed           `json:"must,omitempty"`
}

type needed struct {
	State States `json:"state"`
	N     int    `json:"n"`
}

// Each slip of the pen is an error that names its place.
func TestDecodeIsStrict(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{`{"name": "a", "n": 3, "yes": true, "weight": "1/2", "state": "for + absent"}`, ""},
		{`{"weight": 250, "inner": [{"weight": -7}, {}], "of": {"a": "for"}, "next": {"next": {"n": 1}}}`, ""},
		{`{}`, ""},
		{``, `decode "JSON": malformed text: offset 0: it ends too early`},
		{`{"name": "a"`, `decode "JSON": malformed text: offset 12: it ends too early`},
		{`{"name": "a"} {}`, `decode "JSON": malformed text: something follows the value`},
		{`{"name": "a"}]`, `decode "JSON": malformed text: something follows the value`},
		{`[]`, `decode "JSON": malformed text: want an object`},
		{`{"Name": "a"}`, `decode "Name": malformed text: unknown key: want one of name, n, yes, weight, state, inner, of, next, must`},
		{`{"hidden": "a"}`, `decode "hidden": malformed text: unknown key: want one of name, n, yes, weight, state, inner, of, next, must`},
		{`{"Hidden": "a"}`, `decode "Hidden": malformed text: unknown key: want one of name, n, yes, weight, state, inner, of, next, must`},
		{`{"n": 1, "n": 1}`, `decode "n": malformed text: the key is given twice`},
		{`{"of": {"x": "for", "x": "for"}}`, `decode "of.x": malformed text: the key is given twice`},
		{`{"inner": [{}, {"n": "1"}]}`, `decode "inner[1].n": malformed text: want a whole number, not string`},
		{`{"inner": [{}, {"n": 1.5}]}`, `decode "inner[1].n": malformed text: want a whole number, not number 1.5`},
		{`{"inner": {}}`, `decode "inner": malformed text: want an array`},
		{`{"name": 1}`, `decode "name": malformed text: want a string, not number`},
		{`{"yes": "true"}`, `decode "yes": malformed text: want true or false, not string`},
		{`{"name": null}`, `decode "name": malformed text: null is no value: leave the key out`},
		{`{"inner": null}`, `decode "inner": malformed text: want an array`},
		{`{"of": {"x": "yes"}}`, `decode "of.x": states "yes": unknown word "yes" (say "for"): want ` + allWords},
		{`{"weight": 1.5}`, `decode "weight": malformed text: want a string, not number`},
		{`{"weight": 1e3}`, `decode "weight": malformed text: want a string, not number`},
		{`{"weight": "1/0"}`, `decode "weight": fraction "1/0": want a denominator above 0`},
		{`{"must": {"n": 0, "state": "none"}}`, ""},
		{`{"must": {"n": 0}}`, `decode "must.state": malformed text: the key is missing`},
		{`{"must": {}}`, `decode "must.state": malformed text: the key is missing`},
		{`{"name": "\ud83d\uDE00 \\ud83d \ufffd é"}`, ""},
		{"{\"name\": \"A\xff\"}", `decode "JSON": malformed text: offset 11: not UTF-8: want valid UTF-8, and \u escapes of surrogates in pairs`},
		{"{\"of\": {\"A\xfe\": \"for\"}}", `decode "JSON": malformed text: offset 10: not UTF-8: want valid UTF-8, and \u escapes of surrogates in pairs`},
		{`{"name": "A\ud800"}`, `decode "JSON": malformed text: offset 11: not UTF-8: want valid UTF-8, and \u escapes of surrogates in pairs`},
		{`{"name": "A\udc00\ud800"}`, `decode "JSON": malformed text: offset 11: not UTF-8: want valid UTF-8, and \u escapes of surrogates in pairs`},
		{`{"name": "\\\uDFFF"}`, `decode "JSON": malformed text: offset 12: not UTF-8: want valid UTF-8, and \u escapes of surrogates in pairs`},
		{`{"name": "A\ud800\\udc00"}`, `decode "JSON": malformed text: offset 11: not UTF-8: want valid UTF-8, and \u escapes of surrogates in pairs`},
		{`{"name": "A\ud8`, `decode "name": malformed text: offset 8: it ends too early`},
		{`{"name": "a" "n": 1}`, `decode "JSON": malformed text: offset 13: invalid character '"' after object key:value pair`},
	} {
		var v decoded
		err := decodeJSON("decode", []byte(test.text), &v)
		got := ""
		if err != nil {
			got = strings.TrimPrefix(err.Error(), "tripartite: ")
		}
		if got != test.want {
			t.Errorf("%s:\n%s, not\n%s", test.text, got, test.want)
		}
	}
}

// What is decoded is what encoding/json would have decoded.
func TestDecodeAgreesWithEncodingJSON(t *testing.T) {
	t.Parallel()
	text := []byte(`{"name": "a\u00e9", "n": 3, "yes": true, "weight": "1/2", "state": "for", "inner": [{"name": "b"}, {"of": {"x": "for", "y": "absent"}}], "next": {"n": -1}}`)
	var got, want decoded
	if err := decodeJSON("decode", text, &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Values nested too deep are an error, not the end of the stack.
func TestDecodeGoesOnlySoDeep(t *testing.T) {
	t.Parallel()
	for _, text := range []string{strings.Repeat(`{"next":`, 1<<16), strings.Repeat(`{"inner":[`, 1<<16)} {
		var v decoded
		if err := decodeJSON("decode", []byte(text), &v); err == nil || !strings.Contains(err.Error(), nestedTooDeep) {
			t.Errorf("%.200v", err)
		}
	}
}
