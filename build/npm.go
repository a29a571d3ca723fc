package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/site"
)

// npm is the npm package: the files of wasm/npm, what they share with the site, and the engine with redact, which pages do without.
// It is made of what the site is made of, so that both say the same.
func (b builder) npm(ctx context.Context, files []site.File) ([]site.File, error) {
	rules, err := loadedRules(b.path("rules.json"))
	if err != nil {
		return nil, err
	}
	version := packageVersion(rules, b.version)
	engine, err := b.compile(ctx, "npm")
	if err != nil {
		return nil, err
	}
	entries, entriesErr := entryModule(files)
	ruleText, err := json.Marshal(rules)
	out := []site.File{
		{Path: "decoder.wasm", Body: engine},
		{Path: "version.js", Body: []byte(fmt.Sprintf("export const version = %q;\n", version))},
		{Path: "entries.js", Body: entries},
		{Path: "rules.js", Body: jsonModule(ruleText)},
		{Path: "rules.d.ts", Body: ruleTypes()},
	}
	problems := []error{entriesErr, err}
	for _, f := range files {
		if slices.Contains([]string{"decoder.js", "decoder.d.ts", "decoder.worker.js", "outlook.js", "outlook.d.ts", "table.bin"}, f.Path) {
			out = append(out, f)
		}
	}
	for _, name := range []string{"browser.js", "cli.js", "index.d.ts", "node.js", "package.json", "README.md", "shared.js", "workerd.js"} {
		body, err := os.ReadFile(b.path("wasm", "npm", name))
		out, problems = append(out, site.File{Path: name, Body: body}), append(problems, err)
	}
	licence, err := os.ReadFile(b.path("LICENSE"))
	out, problems = append(out, site.File{Path: "LICENSE", Body: licence}), append(problems, err)
	for i := range out {
		if out[i].Path == "package.json" {
			out[i].Body = bytes.Replace(out[i].Body, []byte(`"version": ""`), []byte(`"version": "`+version+`"`), 1)
		}
		out[i].Path = path.Join("npm", out[i].Path)
	}
	return out, errors.Join(problems...)
}

func loadedRules(name string) (*whybounced.RuleSet, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return whybounced.LoadRules(data)
}

// packageVersion is 1, as the version of a Report, then the month of the rules and the release in that month: 1.202611.0. A release
// gives its own.
func packageVersion(rules *whybounced.RuleSet, released string) string {
	if released != "" {
		return strings.TrimPrefix(released, "v")
	}
	return "1." + strings.ReplaceAll(rules.Updated, "-", "") + ".0"
}

func jsonModule(data []byte) []byte {
	return append(append([]byte("export default "), bytes.TrimSpace(data)...), ";\n"...)
}

// entryModule holds what the site publishes of every word (api/v1/explain). Of a known response it holds only what is not as at its
// error, "of": most of what is said of two thousand responses is said of 190 errors.
func entryModule(files []site.File) ([]byte, error) {
	const folder = "api/v1/explain/"
	whole := map[string][]byte{}
	for _, f := range files {
		if word, ok := strings.CutPrefix(f.Path, folder); ok {
			whole[strings.TrimSuffix(word, ".json")] = bytes.TrimSpace(f.Body)
		}
	}
	if len(whole) == 0 {
		return nil, errors.New("npm: the site has no entries")
	}
	type entry = map[string]json.RawMessage
	entries := map[string]entry{}
	var problems []error
	for word, body := range whole {
		var e entry
		problems = append(problems, json.Unmarshal(body, &e))
		entries[word] = e
	}
	out := map[string]json.RawMessage{}
	for word, e := range entries {
		out[word] = whole[word]
		var address string
		problems = append(problems, json.Unmarshal(e["url"], &address))
		page, _, _ := strings.Cut(strings.TrimPrefix(address, "/e/"), "/")
		parent, ok := entries[page]
		if !ok || string(e["kind"]) != `"response"` {
			continue
		}
		own := entry{"of": fmt.Appendf(nil, "%q", page)}
		for field, value := range e {
			if !bytes.Equal(value, parent[field]) {
				own[field] = value
			}
		}
		body, err := json.Marshal(own)
		out[word], problems = body, append(problems, err)
	}
	body, err := json.Marshal(out)
	return jsonModule(body), errors.Join(append(problems, err)...)
}
