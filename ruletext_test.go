package tripartite_test

import (
	"encoding/json"
	"errors"
	"testing"

	. "example.com/tripartite"
)

// Rules that consist of rules have no JSON form, and say so: it would not say which
// rule it is.
func TestRulesHaveNoJSON(t *testing.T) {
	t.Parallel()
	for name, rules := range kinds() {
		for _, rule := range rules {
			text, err := json.Marshal(rule)
			if clause := name == "Share" || name == "SeatCount"; clause != (err == nil) && name != "RuleFunc" {
				t.Errorf("%T is %s, %v", rule, text, err)
			}
			var e *Error
			if err != nil && name != "RuleFunc" && (!errors.Is(err, errors.ErrUnsupported) || !errors.As(err, &e)) {
				t.Errorf("%T: %v", rule, err)
			}
		}
	}
}
