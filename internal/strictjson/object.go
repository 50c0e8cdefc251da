package strictjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
)

// Object writes an object whose keys stay in the order in which they were added.
type Object struct {
	buffer bytes.Buffer
	err    error
}

// Add adds a member.
func (o *Object) Add(key string, value any) {
	name, err := json.Marshal(key)
	text, err2 := json.Marshal(value)
	o.err = errors.Join(o.err, err, err2)
	if o.buffer.Len() > 0 {
		o.buffer.WriteByte(',')
	}
	o.buffer.Write(slices.Concat(name, []byte(":"), text))
}

// MarshalJSON returns the object.
func (o *Object) MarshalJSON() ([]byte, error) {
	return slices.Concat([]byte("{"), o.buffer.Bytes(), []byte("}")), o.err
}
