package whybounced

import "encoding/json"

// Shadow is a finding of the shipped rules that an overlay changed: a text that is an example of one response is won by
// another one now. It may be just what is wanted, so it is told and no error.
type Shadow struct {
	Response string // id of the response whose example it is
	By       string // id of the response that wins it now; empty where none does
	Example  string
}

// Compile puts rules of one's own on top of a rule set, which is mostly Rules(), and returns a decoder with both. The rule
// set is not changed.
//
// An overlay is JSON in the shape of rules.json (rules.schema.json describes it), of which every part may be left out:
//
//	{"errors": [{
//	  "id": "no-such-user",
//	  "responses": [{
//	    "id": "acme-no-mailbox",
//	    "match": {"reply": ["550"], "all": ["acme knows no mailbox"]},
//	    "source": {"kind": "observed", "url": "https://help.example.com/acme", "seen": "2026-11"},
//	    "examples": ["550 acme knows no mailbox bob"]
//	  }]
//	}]}
//
// What has the id (or code) of something shipped adds to it or changes it: a field that is given replaces the shipped one,
// and so does a list of words such as match.all or hosts; lists of objects are joined, by id where they have one. Everything
// else is new. To switch a shipped response off, give its error, its id and "retired" with the reason.
//
// Both together are held to what LoadRules demands, and the overlay's responses to their examples: each must win its own,
// as the most specific, and none of its counterexamples. All that is wrong comes at once, as Problems with the lines of the
// overlay. Which shipped examples are won by others now is returned beside the decoder.
//
// It takes about half a second, most of it for the shipped examples. The Table for a browser is CompileTable of the decoder's Rules.
func Compile(shipped *RuleSet, overlay []byte) (*Decoder, []Shadow, error) {
	places, problems := readShape(overlay)
	if len(problems) > 0 {
		return nil, nil, problems.in("overlay", nil)
	}
	rules, err := merged(shipped, overlay)
	if err != nil {
		return nil, nil, asProblems(err).in("overlay", places)
	}
	d, err := NewDecoder(rules)
	if err != nil {
		return nil, nil, err
	}
	c := checker{places: places}
	var shadows []Shadow
	for _, e := range rules.Errors {
		for _, x := range e.Responses {
			path := e.ID + "/" + x.ID
			if _, own := places[path]; own {
				c.proof(d, e, x)
				continue
			}
			for _, text := range x.Examples {
				if e.Retired != "" || x.Retired != "" {
					break
				}
				if by := d.wins(text); by != x.ID {
					shadows = append(shadows, Shadow{x.ID, by, text})
				}
			}
		}
	}
	if len(c.problems) > 0 {
		return nil, nil, c.problems.in("overlay", nil)
	}
	return d, shadows, nil
}

// merged is a rule set with an overlay in it, loaded as strictly as any.
func merged(shipped *RuleSet, overlay []byte) (*RuleSet, error) {
	base, err := json.Marshal(shipped)
	if err != nil {
		return nil, err
	}
	var both, own any
	if err := json.Unmarshal(base, &both); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(overlay, &own); err != nil {
		return nil, err
	}
	data, err := json.Marshal(merge(both, own))
	if err != nil {
		return nil, err
	}
	return LoadRules(data)
}

// merge is a JSON Merge Patch (RFC 7396) but for lists of objects, which are joined.
func merge(base, own any) any {
	switch own := own.(type) {
	case map[string]any:
		base, ok := base.(map[string]any)
		if !ok {
			return own
		}
		for name, value := range own {
			base[name] = merge(base[name], value)
		}
		return base
	case []any:
		base, ok := base.([]any)
		if !ok || len(own) == 0 || keyOf(own[0]) == nil {
			return own
		}
		rows := map[any]int{}
		for i, x := range base {
			rows[*keyOf(x)] = i
		}
		for _, x := range own {
			key := *keyOf(x)
			if i, there := rows[key]; there && key != "" {
				base[i] = merge(base[i], x)
				continue
			}
			rows[key] = len(base)
			base = append(base, x)
		}
		return base
	}
	return own
}

// keyOf is the id or code of an object, empty where it has none; nil for what is no object.
func keyOf(x any) *string {
	object, ok := x.(map[string]any)
	if !ok {
		return nil
	}
	for _, name := range []string{"id", "code"} {
		if id, ok := object[name].(string); ok {
			return &id
		}
	}
	return new(string)
}

// in is what is wrong in another file than rules.json; places, where given, are the lines of its objects, for problems whose
// lines count elsewhere.
func (p Problems) in(file string, places lineOf) Problems {
	for i := range p {
		p[i].File = file
		if places != nil {
			p[i].Line = places.around(p[i].Path)
		}
	}
	return p.sorted()
}
