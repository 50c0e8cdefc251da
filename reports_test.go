package tripartite_test

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "example.com/tripartite"
)

// report is a report of testdata/reports: a body without groups, figures, and what
// is found in them.
type report struct {
	name, source string
	blocs        []Bloc
	figures      string
	says         []string
}

func parseReports(t *testing.T, file string) []report {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var reports []report
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, _ := strings.Cut(line, ": ")
		if key == "report" {
			reports = append(reports, report{name: value})
			continue
		}
		if len(reports) == 0 || value == "" {
			t.Fatalf("%s:%d: %q", file, number, line)
		}
		r := &reports[len(reports)-1]
		name, amount := value, ""
		if i := strings.LastIndexByte(value, ' '); i > 0 {
			name, amount = value[:i], value[i+1:]
		}
		switch key {
		case "source":
			r.source = value
		case "bloc":
			size, err := strconv.Atoi(amount)
			if err != nil {
				t.Fatalf("%s:%d: %v", file, number, err)
			}
			r.blocs = append(r.blocs, Bloc{Name: name, Size: size})
		case "weight":
			weight, err := ParseFraction(amount)
			if last := &r.blocs[len(r.blocs)-1]; err != nil || last.Name != name {
				t.Fatalf("%s:%d: %q, %v", file, number, name, err)
			} else {
				last.Weight = weight
			}
		case "figure":
			r.figures += value + "\n"
		case "says":
			r.says = append(r.says, value)
		default:
			t.Fatalf("%s:%d: %q", file, number, key)
		}
	}
	return reports
}

// Reports that contradict themselves are caught, with what each figure would have to be.
func TestReports(t *testing.T) {
	t.Parallel()
	reports := parseReports(t, "testdata/reports/contradictions.txt")
	if len(reports) < 5 {
		t.Fatal(len(reports), "reports")
	}
	for _, r := range reports {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			if r.source == "" {
				t.Fatal("no source")
			}
			figures, err := ParseFigures(r.figures)
			if err != nil {
				t.Fatal(err)
			}
			body, err := NewBody(Bloc{}, Bloc{}, Bloc{}, r.blocs...)
			if err != nil {
				t.Fatal(err)
			}
			var says []string
			var conflict *Conflict
			if _, err := body.Infer(figures...); errors.As(err, &conflict) {
				for _, claim := range conflict.Claims {
					says = append(says, claim.String())
				}
			} else if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(r.says, says); diff != "" {
				t.Error(diff)
			}
		})
	}
}
