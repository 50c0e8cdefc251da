package tripartite

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
	"unicode/utf16"
	"unicode/utf8"
)

// decodeJSON decodes a JSON value into the variable that v points to. It is stricter than
// encoding/json, so that a slip of the pen is an error and not another body: keys are
// compared with their case, none may be unknown or given twice, null is no value, and
// nothing may follow. A key is required unless its tag says "omitempty" or "omitzero". Text
// must be UTF-8: encoding/json would replace what is not, and different names would become
// one. Each error names the place, as "groups[1].weight".
//
// A Fraction may be an integer without quotes, since people write weights so.
func decodeJSON(op string, data []byte, v any) error {
	d := &decoder{op, json.NewDecoder(bytes.NewReader(data))}
	if at := notText(data); at >= 0 {
		return d.wrong("", fmt.Sprintf("offset %d: not UTF-8: want valid UTF-8, and \\u escapes of surrogates in pairs", at))
	}
	if err := d.value(reflect.ValueOf(v).Elem(), "", mostDecoded); err != nil {
		return err
	}
	if _, err := d.from.Token(); err != io.EOF {
		return d.wrong("", "something follows the value")
	}
	return nil
}

// mostDecoded is the greatest depth of values in one another. A finding that nests
// mostNested deep has an array at each level.
const mostDecoded = 2*mostNested + 2

// notText returns the offset of the first byte that is not UTF-8, or of the first escaped
// half of a surrogate pair. If there is none, it returns -1.
func notText(data []byte) int {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			return at
		case r == '\\':
			first, second := codeUnit(data[at:]), codeUnit(data[min(at+6, len(data)):])
			switch size = 2; { // what is escaped is no escape
			case utf16.DecodeRune(first, second) != unicode.ReplacementChar:
				size = 12
			case utf16.IsSurrogate(first):
				return at
			}
		}
		at += size
	}
	return -1
}

// codeUnit returns the number in the \u escape with which the data begin, or -1.
func codeUnit(data []byte) rune {
	if len(data) < 6 || string(data[:2]) != `\u` {
		return -1
	}
	n, err := strconv.ParseUint(string(data[2:6]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(n)
}

type decoder struct {
	op   string
	from *json.Decoder
}

// wrong returns the error for a value at a path.
func (d *decoder) wrong(path, detail string) error {
	return &Error{Op: d.op, Name: cmp.Or(path, "JSON"), Detail: detail, Err: ErrText}
}

// syntax returns the error of the JSON decoder, with the offset.
func (d *decoder) syntax(path string, err error) error {
	detail := err.Error()
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		detail = "it ends too early"
	}
	return d.wrong(path, fmt.Sprintf("offset %d: %s", d.from.InputOffset(), detail))
}

// value decodes the next value. It goes no deeper than depth.
func (d *decoder) value(v reflect.Value, path string, depth int) error {
	switch v.Addr().Interface().(type) {
	case json.Unmarshaler, encoding.TextUnmarshaler:
		return d.scalar(v, path)
	}
	if depth == 0 {
		return d.wrong(path, nestedTooDeep)
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return d.value(v.Elem(), path, depth)
	case reflect.Struct:
		fields, names, required := jsonFields(v)
		err := d.object(path, func(key, path string) error {
			field, ok := fields[key]
			required = slices.DeleteFunc(required, func(name string) bool { return name == key })
			if !ok {
				return d.wrong(path, "unknown key: want one of "+strings.Join(names, ", "))
			}
			return d.value(field, path, depth-1)
		})
		if err == nil && len(required) > 0 {
			return d.wrong(member(path, required[0]), "the key is missing")
		}
		return err
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		return d.object(path, func(key, path string) error {
			element := reflect.New(v.Type().Elem()).Elem()
			err := d.value(element, path, depth-1)
			v.SetMapIndex(reflect.ValueOf(key), element)
			return err
		})
	case reflect.Slice:
		return d.array(path, func(path string) error {
			element := reflect.New(v.Type().Elem()).Elem()
			err := d.value(element, path, depth-1)
			v.Set(reflect.Append(v, element))
			return err
		})
	}
	return d.scalar(v, path)
}

// jsonFields returns the fields of a struct by their keys, the keys in their order, and those
// that are required.
func jsonFields(v reflect.Value) (fields map[string]reflect.Value, names, required []string) {
	fields = map[string]reflect.Value{}
	for _, field := range reflect.VisibleFields(v.Type()) {
		name, option, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name != "" && name != "-" {
			fields[name] = v.FieldByIndex(field.Index)
			names = append(names, name)
			if option == "" {
				required = append(required, name)
			}
		}
	}
	return fields, names, required
}

// scalar decodes a value that is no object and no array, or that decodes itself.
func (d *decoder) scalar(v reflect.Value, path string) error {
	var raw json.RawMessage
	if err := d.from.Decode(&raw); err != nil {
		return d.syntax(path, err)
	}
	if _, isFraction := v.Interface().(Fraction); isFraction && isInteger(string(raw)) {
		raw = json.RawMessage(strconv.Quote(string(raw)))
	}
	if string(raw) == "null" {
		return d.wrong(path, "null is no value: leave the key out")
	}
	err := json.Unmarshal(raw, v.Addr().Interface())
	var own *Error
	var mistyped *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &mistyped):
		return d.wrong(path, "want "+kindOf(v)+", not "+mistyped.Value)
	case errors.As(err, &own) && own.Op == d.op:
		return err // it has a place of its own
	}
	return &Error{Op: d.op, Name: cmp.Or(path, "JSON"), Err: problem{err, inner(err)}}
}

// kindOf returns what a JSON value of that kind is.
func kindOf(v reflect.Value) string {
	switch v.Kind() {
	case reflect.String:
		return "a string"
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

// object reads an object, and calls read for each key when its value is next.
func (d *decoder) object(path string, read func(key, path string) error) error {
	if err := d.open(path, '{', "an object"); err != nil {
		return err
	}
	seen := map[string]bool{}
	for d.from.More() {
		token, err := d.from.Token()
		if err != nil {
			return d.syntax(path, err)
		}
		key, _ := token.(string)
		inner := member(path, key)
		if seen[key] {
			return d.wrong(inner, "the key is given twice")
		}
		seen[key] = true
		if err := read(key, inner); err != nil {
			return err
		}
	}
	return d.end(path)
}

// member returns the path of a member of an object.
func member(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// array reads an array, and calls element when each value is next.
func (d *decoder) array(path string, element func(path string) error) error {
	if err := d.open(path, '[', "an array"); err != nil {
		return err
	}
	for i := 0; d.from.More(); i++ {
		if err := element(path + "[" + strconv.Itoa(i) + "]"); err != nil {
			return err
		}
	}
	return d.end(path)
}

// open reads the bracket that opens an object or an array.
func (d *decoder) open(path string, bracket json.Delim, want string) error {
	token, err := d.from.Token()
	switch {
	case err != nil:
		return d.syntax(path, err)
	case token != bracket:
		return d.wrong(path, "want "+want)
	}
	return nil
}

// end reads the bracket that closes an object or an array.
func (d *decoder) end(path string) error {
	if _, err := d.from.Token(); err != nil {
		return d.syntax(path, err)
	}
	return nil
}

// jsonObject writes an object whose keys stay in their order.
type jsonObject struct {
	buffer bytes.Buffer
	err    error
}

// add adds a member.
func (o *jsonObject) add(key string, value any) {
	name, err := json.Marshal(key)
	text, err2 := json.Marshal(value)
	o.err = errors.Join(o.err, err, err2)
	if o.buffer.Len() > 0 {
		o.buffer.WriteByte(',')
	}
	o.buffer.Write(slices.Concat(name, []byte(":"), text))
}

// MarshalJSON returns the object.
func (o *jsonObject) MarshalJSON() ([]byte, error) {
	return slices.Concat([]byte("{"), o.buffer.Bytes(), []byte("}")), o.err
}
