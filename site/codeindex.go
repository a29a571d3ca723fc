package site

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/whybounced/whybounced"
)

// codeIndex knows which codes have a page and which responses carry them.
type codeIndex struct {
	registered map[string]*whybounced.Code // "550", "x.7.26"
	pages      map[string]bool             // "550", "5.7.26"
	carriers   map[string][]known
	order      []string // of pages, by number
}

var (
	concrete    = regexp.MustCompile(`^[245]\.\d{1,3}\.\d{1,3}$`)
	neutral     = regexp.MustCompile(`^x\.\d{1,3}\.\d{1,3}$`)
	detailRange = regexp.MustCompile(`^([245x])\.(\d{1,3})\.(\d{1,3})-(\d{1,3})$`)
	// A line of a reply begins with its codes: "550 5.1.1 …", "550-5.1.1 …", "421 …".
	leadingCodes = regexp.MustCompile(`(?m)^\s*([245]\d\d)(?:[ -]+#?([245]\.\d{1,3}\.\d{1,3})\b)?`)
)

func newCodeIndex(rules *whybounced.RuleSet) *codeIndex {
	x := &codeIndex{registered: map[string]*whybounced.Code{}, pages: map[string]bool{}, carriers: map[string][]known{}}
	for i := range rules.Replies {
		x.registered[rules.Replies[i].Code] = &rules.Replies[i]
		x.pages[rules.Replies[i].Code] = true
	}
	for i := range rules.Statuses {
		code := &rules.Statuses[i]
		x.registered[code.Code] = code
		for _, class := range classesOf(code) {
			x.pages[inClass(code.Code, class)] = true
		}
	}
	for i := range rules.Errors {
		e := &rules.Errors[i]
		for k := range e.Responses {
			for _, code := range carried(&e.Responses[k]) {
				x.pages[code] = true
				x.carriers[code] = append(x.carriers[code], known{e, &e.Responses[k]})
			}
		}
	}
	x.addRanges(rules)
	x.order = slices.SortedFunc(maps.Keys(x.pages), byNumber)
	return x
}

// addRanges lets a response that matches "5.7.606-649" appear on those pages of the range that exist anyway: most of a
// range was never seen, and pages without a fact help nobody.
func (x *codeIndex) addRanges(rules *whybounced.RuleSet) {
	for i := range rules.Errors {
		e := &rules.Errors[i]
		for k := range e.Responses {
			for _, status := range e.Responses[k].Match.Status {
				m := detailRange.FindStringSubmatch(status)
				if m == nil {
					continue
				}
				low, _ := strconv.Atoi(m[3])
				high, _ := strconv.Atoi(m[4])
				for detail := low; detail <= high; detail++ {
					for _, class := range strings.Split(strings.ReplaceAll(m[1], "x", "4,5"), ",") {
						code := class + "." + m[2] + "." + strconv.Itoa(detail)
						response := known{e, &e.Responses[k]}
						if x.pages[code] && !slices.Contains(x.carriers[code], response) {
							x.carriers[code] = append(x.carriers[code], response)
						}
					}
				}
			}
		}
	}
}

// carried are the codes that a response matches by or shows in its examples, each once, sorted.
func carried(response *whybounced.Response) []string {
	found := map[string]bool{}
	for _, reply := range response.Match.Reply {
		found[reply] = true
	}
	for _, status := range response.Match.Status {
		switch {
		case concrete.MatchString(status):
			found[status] = true
		case neutral.MatchString(status):
			found[inClass(status, "4")] = true
			found[inClass(status, "5")] = true
		}
	}
	for _, example := range response.Examples {
		for _, m := range leadingCodes.FindAllStringSubmatch(example, -1) {
			found[m[1]] = true
			if m[2] != "" {
				found[m[2]] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// classesOf are the classes in which a registered code means something: failures always, success only where the registry
// puts it beside a 2xx reply or where success is the only sense it has.
func classesOf(code *whybounced.Code) []string {
	success := code.Code == "x.0.0" || code.Code == "x.1.5"
	for _, basic := range code.Basic {
		success = success || strings.HasPrefix(basic, "2")
	}
	if success {
		return []string{"2", "4", "5"}
	}
	return []string{"4", "5"}
}

func inClass(code, class string) string {
	_, rest, _ := strings.Cut(code, ".")
	return class + "." + rest
}

// lookup is the registry's entry for "550" or "5.7.26", nil where there is none.
func (x *codeIndex) lookup(code string) *whybounced.Code {
	if c := x.registered[code]; c != nil || !strings.Contains(code, ".") {
		return c
	}
	return x.registered[inClass(code, "x")]
}

func (x *codeIndex) link(code string) link {
	if !x.pages[code] {
		return link{Text: code}
	}
	return link{URL: "/codes/" + code + "/", Text: code}
}

// byNumber orders codes as numbers: "5.1.2" before "5.1.10", reply codes first.
func byNumber(a, b string) int {
	if c := cmp.Compare(strings.Count(a, "."), strings.Count(b, ".")); c != 0 {
		return c
	}
	return slices.CompareFunc(strings.Split(a, "."), strings.Split(b, "."), func(a, b string) int {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return cmp.Compare(x, y)
	})
}

func sortedCodes(codes []string) []string {
	return slices.SortedFunc(slices.Values(codes), byNumber)
}
