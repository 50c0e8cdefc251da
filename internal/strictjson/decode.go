// Package strictjson decodes JSON so that a slip of the pen is an error and not another value.
//
// [encoding/json] accepts keys in another case, keys given twice, unknown keys and null for
// any value, and replaces text that is not UTF-8 by U+FFFD, so that two different names can
// become one. Decode accepts none of these, nor U+FFFD itself, and requires every key whose tag
// does not say "omitempty" or "omitzero". It walks along the structs, maps and slices of
// the variable, and leaves only single values to encoding/json. So it knows the place of each
// value. Into
//
//	struct {
//		Groups []struct {
//			Name  string `json:"name"`
//			Seats int    `json:"seats"`
//		} `json:"groups"`
//	}
//
// it decodes {"groups": [{"name": "A", "seats": 3}]}, and says of {"groups": [{"name": "A",
// "seat": 3}]}: groups[0].seat: unknown key: want one of name, seats.
//
// Whatever Decode accepts, encoding/json decodes to the same value: it sees the same tokens
// in the same order, and refuses each of the cases in which the two would differ.
package strictjson

import (
	"bytes"
	"cmp"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"example.com/tripartite/internal/prose"
)

// Error describes what is wrong with a JSON value.
type Error struct {
	Path   string // of the value, as "groups[1].weight"; "JSON" for the whole
	Detail string // what is wrong, or "" if Err says it
	Err    error  // the error of a type that decodes itself, or nil
}

// Error returns the error in one line.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Path + ": " + e.Err.Error()
	}
	return e.Path + ": " + e.Detail
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// Decode decodes a JSON value into the variable that v points to. Values are nested at most
// depth deep. A type that is decoded from text may also have a whole number without quotes.
func Decode(data []byte, v any, depth int) error {
	d := &decoder{json.NewDecoder(bytes.NewReader(data)), depth}
	if text := Lost(data); text != "" {
		return wrong("", prose.Quoted(text)+": not UTF-8: want valid UTF-8 without U+FFFD, "+
			"and \\u escapes of surrogates in pairs")
	}
	if err := d.value(reflect.ValueOf(v).Elem(), "", depth); err != nil {
		return err
	}
	if _, err := d.from.Token(); err != io.EOF {
		return wrong("", "something follows the value")
	}
	return nil
}

// Lost returns the first string of a JSON value that has U+FFFD, which stands for text that was
// lost, as encoding/json reads it. If there is none, Lost returns "".
func Lost(data []byte) string {
	d := json.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if err != nil {
			return ""
		}
		if text, _ := token.(string); strings.ContainsRune(text, unicode.ReplacementChar) {
			return text
		}
	}
}

// decoder walks along a variable and the tokens of a JSON value at the same time. Its methods
// leave the rest of the tokens alone after an error.
type decoder struct {
	from  *json.Decoder
	depth int
}

// wrong returns the error for a value at a path.
func wrong(path, detail string) error { return &Error{Path: cmp.Or(path, "JSON"), Detail: detail} }

// syntax returns the error of the JSON decoder, with the offset. If err is nil, it returns nil.
func (d *decoder) syntax(path string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		err = errors.New("it ends too early")
	}
	return wrong(path, fmt.Sprintf("offset %d: %v", d.from.InputOffset(), err))
}

// value decodes the next value. It goes no deeper than depth.
func (d *decoder) value(v reflect.Value, path string, depth int) error {
	// A type that decodes itself comes first, since it may be a struct or a map as well.
	switch v.Addr().Interface().(type) {
	case json.Unmarshaler, encoding.TextUnmarshaler:
		return d.scalar(v, path)
	}
	if depth == 0 {
		return wrong(path, fmt.Sprintf("values nest more than %d deep", d.depth))
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem())) // null is an error, so it points to something
		return d.value(v.Elem(), path, depth)
	case reflect.Struct:
		return d.fields(v, path, depth)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		return d.object(path, func(key, path string) error {
			element, err := d.element(v, path, depth)
			v.SetMapIndex(reflect.ValueOf(key), element)
			return err
		})
	case reflect.Slice:
		return d.each(path, '[', "an array", func() error {
			element, err := d.element(v, path+"["+strconv.Itoa(v.Len())+"]", depth)
			v.Set(reflect.Append(v, element))
			return err
		})
	}
	return d.scalar(v, path)
}

// element decodes the next element of a map or a slice.
func (d *decoder) element(of reflect.Value, path string, depth int) (reflect.Value, error) {
	element := reflect.New(of.Type().Elem()).Elem()
	return element, d.value(element, path, depth-1)
}

// fields decodes the fields of a struct. An embedded struct has no key: its fields are those
// of the struct around it, as in encoding/json.
func (d *decoder) fields(v reflect.Value, path string, depth int) error {
	fields := map[string]reflect.Value{}
	var names, required []string
	for _, field := range reflect.VisibleFields(v.Type()) {
		name, option, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		fields[name] = v.FieldByIndex(field.Index)
		names = append(names, name)
		if option == "" {
			required = append(required, name)
		}
	}
	err := d.object(path, func(key, path string) error {
		field, ok := fields[key]
		required = slices.DeleteFunc(required, func(name string) bool { return name == key })
		if !ok {
			return wrong(path, "unknown key: want one of "+strings.Join(names, ", "))
		}
		return d.value(field, path, depth-1)
	})
	if err == nil && len(required) > 0 {
		return wrong(member(path, required[0]), "the key is missing")
	}
	return err
}

// scalar decodes a value that is no object and no array, or that decodes itself.
func (d *decoder) scalar(v reflect.Value, path string) error {
	// Decode takes one whole value and checks its syntax, also if it is an object.
	var raw json.RawMessage
	if err := d.from.Decode(&raw); err != nil {
		return d.syntax(path, err)
	}
	if _, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok && isInteger(string(raw)) {
		raw = json.RawMessage(strconv.Quote(string(raw)))
	}
	if string(raw) == "null" {
		return wrong(path, "null is no value: leave the key out")
	}
	err := json.Unmarshal(raw, v.Addr().Interface())
	var mistyped *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &mistyped):
		return wrong(path, "want "+nameOf(v.Kind())+", not "+mistyped.Value)
	}
	return &Error{Path: cmp.Or(path, "JSON"), Err: err}
}

// nameOf returns what a JSON value of that kind is. Every other kind is decoded from text.
func nameOf(k reflect.Kind) string {
	switch k {
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Bool:
		return "true or false"
	}
	return "a string"
}

// isInteger reports whether a JSON value is a number without point and exponent.
func isInteger(raw string) bool {
	digits := strings.TrimPrefix(raw, "-")
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}

// object reads an object, and calls read for each key when its value is next. The JSON
// decoder checks colons, commas and brackets, and that keys are strings.
func (d *decoder) object(path string, read func(key, path string) error) error {
	seen := map[string]bool{}
	return d.each(path, '{', "an object", func() error {
		token, err := d.from.Token()
		if err != nil {
			return d.syntax(path, err)
		}
		key, _ := token.(string)
		inner := member(path, key)
		if seen[key] {
			return wrong(inner, "the key is given twice")
		}
		seen[key] = true
		return read(key, inner)
	})
}

// member returns the path of a member of an object.
func member(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// each reads an object or an array from bracket to bracket, and calls read when each key or
// value is next.
func (d *decoder) each(path string, open json.Delim, want string, read func() error) error {
	token, err := d.from.Token()
	if err == nil && token != open {
		return wrong(path, "want "+want)
	}
	for err == nil && d.from.More() {
		if err := read(); err != nil {
			return err
		}
	}
	if err == nil {
		_, err = d.from.Token()
	}
	return d.syntax(path, err)
}
