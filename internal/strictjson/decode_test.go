package strictjson

import (
	"cmp"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

type decoded struct {
	Name   string           `json:"name,omitzero"`
	N      int              `json:"n,omitzero"`
	Yes    bool             `json:"yes,omitzero"`
	Weight weight           `json:"weight,omitzero"`
	State  state            `json:"state,omitzero"`
	Inner  []decoded        `json:"inner,omitzero"`
	Of     map[string]state `json:"of,omitzero"`
	Next   *decoded         `json:"next,omitzero"`
	Hidden string           `json:"-"`
	Must   *needed          `json:"must,omitempty"`
}

type needed struct {
	State state `json:"state"`
	N     int   `json:"n"`
}

// weight is a number, in text.
type weight struct{ N int }

func (w *weight) UnmarshalText(text []byte) error {
	var err error
	w.N, err = strconv.Atoi(string(text))
	return err
}

// state is a word.
type state string

func (s *state) UnmarshalText(text []byte) error {
	if *s = state(text); *s != "for" && *s != "absent" {
		return errors.New("unknown word")
	}
	return nil
}

func decode(text string, v *decoded) error { return Decode([]byte(text), v, 10) }

// Each slip of the pen is an error that names its place.
func TestDecodeIsStrict(t *testing.T) {
	t.Parallel()
	const (
		unknown = `: unknown key: want one of name, n, yes, weight, state, inner, of, next, must`
		notText = `not UTF-8: want valid UTF-8 without U+FFFD, and \u escapes of surrogates in pairs`
	)
	for _, test := range []struct{ text, want string }{
		{`{"name": "a", "n": 3, "yes": true, "weight": "12", "state": "absent"}`, ""},
		{`{"weight": 250, "inner": [{"weight": -7}, {}]}`, ""},
		{`{"of": {"a": "for"}, "next": {"next": {"n": 1}}}`, ""},
		{`{}`, ""},
		{``, `JSON: offset 0: it ends too early`},
		{`{"name": "a"`, `JSON: offset 12: it ends too early`},
		{`{"name": "a"} {}`, `JSON: something follows the value`},
		{`{"name": "a"}]`, `JSON: something follows the value`},
		{`[]`, `JSON: want an object`},
		{`{"Name": "a"}`, `Name` + unknown},
		{`{"hidden": "a"}`, `hidden` + unknown},
		{`{"Hidden": "a"}`, `Hidden` + unknown},
		{`{"n": 1, "n": 1}`, `n: the key is given twice`},
		{`{"of": {"x": "for", "x": "for"}}`, `of.x: the key is given twice`},
		{`{"inner": [{}, {"n": "1"}]}`, `inner[1].n: want a whole number, not string`},
		{`{"inner": [{}, {"n": 1.5}]}`, `inner[1].n: want a whole number, not number 1.5`},
		{`{"inner": {}}`, `inner: want an array`},
		{`{"name": 1}`, `name: want a string, not number`},
		{`{"yes": "true"}`, `yes: want true or false, not string`},
		{`{"name": null}`, `name: null is no value: leave the key out`},
		{`{"inner": null}`, `inner: want an array`},
		{`{"of": {"x": "yes"}}`, `of.x: unknown word`},
		{`{"weight": 1.5}`, `weight: want a string, not number`},
		{`{"weight": 1e3}`, `weight: want a string, not number`},
		{`{"weight": "x"}`, `weight: strconv.Atoi: parsing "x": invalid syntax`},
		{`{"must": {"n": 0, "state": "for"}}`, ""},
		{`{"must": {"n": 0}}`, `must.state: the key is missing`},
		{`{"must": {}}`, `must.state: the key is missing`},
		{`{"name": "\ud83d\uDE00 \\ud83d \\ufffd é"}`, ""},
		{"{\"name\": \"A\xff\"}", `JSON: "A�": ` + notText},
		{"{\"of\": {\"A\xfe\": \"for\"}}", `JSON: "A�": ` + notText},
		{`{"name": "A\ud800"}`, `JSON: "A�": ` + notText},
		{`{"name": "A\udc00\ud800"}`, `JSON: "A��": ` + notText},
		{`{"name": "\\\uDFFF"}`, `JSON: "\\�": ` + notText},
		{`{"name": "A\ud800\\udc00"}`, `JSON: "A�\\udc00": ` + notText},
		{`{"name": "\ufffd"}`, `JSON: "�": ` + notText},
		{`{"name": "A\ud8`, `name: offset 8: it ends too early`},
		{`{"name": "a" "n": 1}`, `JSON: offset 13: invalid character '"' after object key:value pair`},
	} {
		var v decoded
		got := ""
		if err := decode(test.text, &v); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s:\n%s, not\n%s", test.text, got, test.want)
		}
	}
}

// What is decoded is what encoding/json would have decoded.
func TestDecodeAgreesWithEncodingJSON(t *testing.T) {
	t.Parallel()
	const text = `{
		"name": "a\u00e9", "n": 3, "yes": true, "weight": "12", "state": "for", "next": {"n": -1},
		"inner": [{"name": "b"}, {"of": {"x": "for", "y": "absent"}}]
	}`
	var got, want decoded
	if err := decode(text, &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(text), &want); err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Values nested too deep are an error, not the end of the stack.
func TestDecodeGoesOnlySoDeep(t *testing.T) {
	t.Parallel()
	var v decoded
	if err := decode(strings.Repeat(`{"next":`, 9)+"{}"+strings.Repeat("}", 9), &v); err != nil {
		t.Error(err)
	}
	const want = ": values nest more than 10 deep"
	for _, text := range []string{
		strings.Repeat(`{"next":`, 10) + "{}" + strings.Repeat("}", 10),
		strings.Repeat(`{"inner":[`, 1<<16),
	} {
		var v decoded
		if err := decode(text, &v); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%.200v", err)
		}
	}
}

// The first string is found in which encoding/json replaces a byte, or that has U+FFFD.
func TestLost(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "x": "", "\\ufffd \\": "", "a\xff": "a\ufffd", "\ufffd": "\ufffd",
	} {
		data, err := json.Marshal([]string{text, "b\xff"})
		if got := Lost(data); err != nil || got != cmp.Or(want, "b\ufffd") {
			t.Errorf("%s: %q, not %q", data, got, want)
		}
	}
	if got := Lost([]byte(`{"a": "b"`)); got != "" {
		t.Errorf("%q", got)
	}
}
