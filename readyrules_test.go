package tripartite_test

import (
	"fmt"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"testing"

	. "example.com/tripartite"
)

// ready are the rules of the functions that return rules, by their names.
var ready = map[string]Rule{
	"AbsoluteMajority": AbsoluteMajority(), "CastingVote": CastingVote(Cast, In{Bloc: "Chair", Rule: SeatCount{For, 1}}), "GroupVeto": GroupVeto(Third, Cast),
	"EachGroup": EachGroup(TwoThirds()), "MajorityInEachGroup": MajorityInEachGroup(), "SimpleMajority": SimpleMajority(), "TwoThirds": TwoThirds(), "Unanimity": Unanimity(),
}

// The rule of every function is a line of text, which parses back to the rule.
func TestReadyRulesAreText(t *testing.T) {
	t.Parallel()
	var lines []string
	for name, rule := range ready {
		text := fmt.Sprint(rule)
		lines = append(lines, fmt.Sprintf("%s: %s\n", name, text))
		if again, err := ParseRule(text); err != nil || !reflect.DeepEqual(again, rule) {
			t.Errorf("%s parses as %#v, %v", name, again, err)
		}
	}
	slices.Sort(lines)
	golden(t, "testdata/rules/functions.txt", strings.Join(lines, ""))
}

// No function that returns a rule is without its text.
func TestEveryReadyRuleIsText(t *testing.T) {
	pkg := exportedPackage(t)
	rule := pkg.Scope().Lookup("Rule").Type().Underlying().(*types.Interface)
	for _, name := range pkg.Scope().Names() {
		object, is := pkg.Scope().Lookup(name).(*types.Func)
		if is && object.Exported() && !strings.HasPrefix(name, "Parse") &&
			types.Implements(object.Signature().Results().At(0).Type(), rule) && ready[name] == nil {
			t.Errorf("%s has no text", name)
		}
	}
}
