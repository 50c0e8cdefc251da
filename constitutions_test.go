package tripartite_test

import (
	"fmt"
	"go/types"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
)

// constitutions are the rules of every ready-made body, by its name and that of the
// method, with the defaults of its fields. Functions is no body: its rules are those of
// the functions.
var constitutions = map[string]map[string]Rule{
	"ArgentinaAgrarian": {"Allowance": ArgentinaAgrarian{}.Allowance(), "Decision": ArgentinaAgrarian{}.Decision()},
	"ArgentinaWages":    {"Decision": ArgentinaWages{}.Decision()},
	"BosniaPeoples": {
		"Declaration": BosniaPeoples{}.Declaration(First), "FirstVote": BosniaPeoples{}.FirstVote(), "Quorum": BosniaPeoples{}.Quorum(),
		"SecondVote": BosniaPeoples{}.SecondVote(), "VitalInterest": BosniaPeoples{}.VitalInterest(),
	},
	"Cardano":       {"Action": mustRule(Cardano{}.Action(AtLeast(2, 3), AtLeast(67, 100), AtLeast(51, 100)))},
	"ChipsJU":       {"Decision": ChipsJU{}.Decision()},
	"CoffeeCouncil": {"Decision": CoffeeCouncil{}.Decision(), "Quorum": CoffeeCouncil{}.Quorum(), "VoteAgain": CoffeeCouncil{}.VoteAgain()},
	"EUAgency":      {"FocalPoints": EUAgency{}.FocalPoints(), "Majority": EUAgency{}.Majority(), "TwoThirds": EUAgency{}.TwoThirds()},
	"FSC":           {"Motion": FSC{}.Motion()},
	"ILOCommittee":  {"Majority": ILOCommittee{}.Majority()},
	"ILOConference": {
		"Admission": ILOConference{}.Admission(), "Majority": ILOConference{}.Majority(), "Quorum": ILOConference{}.Quorum(), "TwoThirds": ILOConference{}.TwoThirds(),
	},
	"ILOConference1986": {
		"Majority": ILOConference1986{}.Majority(), "ThreeQuarters": ILOConference1986{}.ThreeQuarters(), "TwoThirds": ILOConference1986{}.TwoThirds(),
	},
	"ILOGoverningBody": {"DirectorGeneral": ILOGoverningBody{}.DirectorGeneral(), "Majority": ILOGoverningBody{}.Majority()},
	"ILOMaritime":      {"Amendment": ILOMaritime{}.Amendment()},
	"JapanMinimumWage": {"Decision": JapanMinimumWage{}.Decision(), "Quorum": JapanMinimumWage{}.Quorum()},
	"KoreaESLC":        {"Decision": KoreaESLC{}.Decision()},
	"KoreaMinimumWage": {"Decision": KoreaMinimumWage{}.Decision(), "Redeliberation": KoreaMinimumWage{}.Redeliberation()},
	"Luxembourg":       {"Opinion": Luxembourg{}.Opinion()},
	"NorthernIreland": {
		"CrossCommunity": NorthernIreland{}.CrossCommunity(), "Majority": NorthernIreland{}.Majority(),
		"ParallelConsent": NorthernIreland{}.ParallelConsent(), "TwoThirdsOfSeats": NorthernIreland{}.TwoThirdsOfSeats(),
	},
	"RTRS":              {"Resolution": RTRS{}.Resolution()},
	"TurkeyMinimumWage": {"Decision": TurkeyMinimumWage{}.Decision()},
	"University":        {"FirstRound": University{}.FirstRound(), "RunOff": University{}.RunOff()},
	"UruguayCouncil":    {"Decision": UruguayCouncil{}.Decision(), "SecondCall": UruguayCouncil{}.SecondCall()},
	"UruguayWages":      {"Decision": UruguayWages{}.Decision()},
	"functions": {
		"AbsoluteMajority": AbsoluteMajority(), "CastingVote": CastingVote(Cast, In{Bloc: "Chair", Rule: SeatCount{For, 1}}), "GroupVeto": GroupVeto(Third, Cast),
		"MajorityInEachGroup": MajorityInEachGroup(), "SimpleMajority": SimpleMajority(), "TwoThirds": TwoThirds(), "Unanimity": Unanimity(),
	},
}

// The constitution of every ready-made body is a file of text, one rule a line after the
// name of its method. What is read from the file is the rule, and prints as the file.
func TestConstitutionsAreText(t *testing.T) {
	t.Parallel()
	for body, rules := range constitutions {
		name := filepath.Join("testdata", "rules", body+".txt")
		golden(t, name, constitution(rules))
		again := map[string]Rule{}
		for line := range strings.Lines(read(t, name)) {
			method, text, _ := strings.Cut(line, ": ")
			rule, err := ParseRule(text)
			if err != nil || !reflect.DeepEqual(rule, rules[method]) {
				t.Errorf("%s.%s reads as %#v, %v", body, method, rule, err)
			}
			again[method] = rule
		}
		if diff := cmp.Diff(read(t, name), constitution(again)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if files, err := filepath.Glob("testdata/rules/*.txt"); err != nil || len(files) != len(constitutions) {
		t.Errorf("%d files of %d bodies, %v", len(files), len(constitutions), err)
	}
}

// constitution is the text of the rules, each with the name of its method.
func constitution(rules map[string]Rule) string {
	var lines []string
	for method, rule := range rules {
		lines = append(lines, fmt.Sprintf("%s: %v\n", method, rule))
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// No rule of a ready-made body is without its text.
func TestConstitutionsHaveEveryRule(t *testing.T) {
	pkg := typeCheck(t)
	rule := pkg.Scope().Lookup("Rule").Type()
	for _, name := range pkg.Scope().Names() {
		object := pkg.Scope().Lookup(name)
		if !object.Exported() {
			continue
		}
		switch object := object.(type) {
		case *types.TypeName:
			for m := range object.Type().(*types.Named).Methods() {
				results := m.Signature().Results()
				if m.Exported() && results.Len() > 0 && types.Identical(results.At(0).Type(), rule) && constitutions[name][m.Name()] == nil {
					t.Errorf("%s.%s has no text", name, m.Name())
				}
			}
		case *types.Func:
			result, parses := object.Signature().Results().At(0).Type(), strings.HasPrefix(name, "Parse")
			if types.Implements(result, rule.Underlying().(*types.Interface)) && !parses && constitutions["functions"][name] == nil {
				t.Errorf("%s has no text", name)
			}
		}
	}
}
