package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/whybounced/whybounced/site"
)

// What others wrote and we pass on or build with: its licences as a page (/licences/), and all of it as a bill of materials
// (/sbom.cdx.json, CycloneDX 1.6). Both are made from what the go command and the lock files say, so nothing can be forgotten.

// component is a module or package of others.
type component struct {
	name, version string
	purl          string // package URL
	licence       string // SPDX
	text          string // empty where it is only used for testing
	uses          []string
}

// targets are the programs, by what is done with them.
var targets = []struct {
	use, folder string
	wasm        bool
}{
	{"the page", "./wasm/browser", true},
	{"the Worker", "./wasm/edge", true},
	{"the command", "./cmd/whybounced", false},
	{"building the site", "./build", false},
}

// components are the parts of all programs, by name. Go itself is one: its runtime and library are in each program.
func (b builder) components(ctx context.Context) ([]component, error) {
	found := map[string]*component{}
	var problems []error
	for _, t := range targets {
		cmd := exec.CommandContext(ctx, "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}", t.folder)
		cmd.Dir = b.root
		if t.wasm {
			cmd.Env = append(os.Environ(), wasmEnv...)
		}
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("go list -deps %s: %w", t.folder, err)
		}
		root, err := goRoot(ctx)
		if err != nil {
			return nil, err
		}
		version, err := exec.CommandContext(ctx, "go", "env", "GOVERSION").Output()
		if err != nil {
			return nil, err
		}
		modules := append(strings.Split(strings.TrimSpace(string(out)), "\n"), "std "+strings.TrimPrefix(strings.TrimSpace(string(version)), "go")+" "+root)
		for _, line := range modules {
			fields := strings.SplitN(line, " ", 3)
			if len(fields) < 3 {
				continue
			}
			c := found[fields[0]]
			if c == nil {
				c = &component{name: fields[0], version: fields[1], purl: "pkg:golang/" + fields[0] + "@" + fields[1]}
				if c.text, err = licenceIn(fields[2]); err != nil {
					problems = append(problems, fmt.Errorf("%s: %w", c.name, err))
				}
				c.licence = spdxOf(c.text)
				found[c.name] = c
			}
			if !slices.Contains(c.uses, t.use) {
				c.uses = append(c.uses, t.use)
			}
		}
	}
	for _, folder := range []string{"browser", "worker"} {
		packages, err := lockedPackages(b.path("build", folder, "package-lock.json"))
		problems = append(problems, err)
		for _, p := range packages {
			if found[p.purl] == nil {
				found[p.purl] = &p
			}
		}
	}
	list := make([]component, 0, len(found))
	for _, c := range found {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b component) int {
		return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.purl, b.purl))
	})
	return list, errors.Join(problems...)
}

// licenceIn is the text of the licence in a module's folder. Distributions of Go may keep theirs one level up.
func licenceIn(folder string) (string, error) {
	for _, name := range []string{"LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "COPYING", "../LICENSE"} {
		if text, err := os.ReadFile(filepath.Join(folder, name)); err == nil {
			return strings.ReplaceAll(string(text), "\r\n", "\n"), nil
		}
	}
	return "", errors.New("no file with its licence")
}

// spdxOf is the identifier of a licence, by words that only it has.
func spdxOf(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	for _, l := range []struct{ words, id string }{
		{"Apache License", "Apache-2.0"},
		{"Mozilla Public License", "MPL-2.0"},
		{"Neither the name of", "BSD-3-Clause"},
		{"Redistribution and use in source and binary forms", "BSD-2-Clause"},
		{"Permission is hereby granted, free of charge", "MIT"},
		{"Permission to use, copy, modify, and/or distribute", "ISC"},
	} {
		if strings.Contains(text, l.words) {
			return l.id
		}
	}
	return "NOASSERTION"
}

// lockedPackages are those of npm that a lock file names: they test and deploy, nothing of them is passed on.
func lockedPackages(name string) ([]component, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var lock struct {
		Packages map[string]struct{ Version, License string }
	}
	if err := json.Unmarshal(data, &lock); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var list []component
	for where, p := range lock.Packages {
		_, own, ok := cutLast(where, "node_modules/")
		if !ok {
			continue // the folder itself
		}
		list = append(list, component{
			name: own, version: p.Version, purl: "pkg:npm/" + strings.Replace(own, "@", "%40", 1) + "@" + p.Version,
			licence: cmp.Or(p.License, "NOASSERTION"), uses: []string{"testing and deploying"},
		})
	}
	return list, nil
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// licencePage is /licences/ as an article of content/pages.
func licencePage(list []component) []byte {
	var b bytes.Buffer
	b.WriteString("---\ntitle: Licences\ndescription: What others wrote that is in this site, its programs and its tests, and under which licence.\nreviewed: 2026-11\n---\n")
	b.WriteString("Whybounced is under the MIT licence. This page is made with the site, from what its programs are built of. The same for programs: [sbom.cdx.json](/sbom.cdx.json).\n\n## What is used for what\n\n| what | version | licence | for |\n| --- | --- | --- | --- |\n")
	for _, c := range list {
		if c.text != "" {
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", c.name, c.version, c.licence, strings.Join(c.uses, ", "))
		}
	}
	b.WriteString("\n`std` is Go: its runtime and library. Only what is named “the page” is loaded by a reader's browser.\n\n## Only for tests and deployment\n\nFrom npm, and no part of what is published:\n\n")
	for _, c := range list {
		if c.text == "" {
			fmt.Fprintf(&b, "- `%s` %s, %s\n", c.name, c.version, c.licence)
		}
	}
	var texts []string
	for _, c := range list {
		if c.text != "" && !slices.Contains(texts, c.text) {
			texts = append(texts, c.text)
		}
	}
	for _, text := range texts {
		var names []string
		for _, c := range list {
			if c.text == text {
				names = append(names, c.name)
			}
		}
		fmt.Fprintf(&b, "\n## %s\n\n```\n%s\n```\n", strings.Join(names, ", "), strings.TrimSpace(text))
	}
	return b.Bytes()
}

// bill is the bill of materials. It names no time and no serial number, so that the same sources give the same bytes.
func bill(list []component, files []site.File) ([]byte, error) {
	type (
		id       map[string]string
		property struct {
			Name  string `json:"name"`
			Value string `json:"value"`
		}
		part struct {
			Type       string          `json:"type"`
			Ref        string          `json:"bom-ref,omitempty"`
			Name       string          `json:"name"`
			Version    string          `json:"version,omitempty"`
			Scope      string          `json:"scope,omitempty"`
			Hashes     []id            `json:"hashes,omitempty"`
			Licences   []map[string]id `json:"licenses,omitempty"`
			PURL       string          `json:"purl,omitempty"`
			Properties []property      `json:"properties,omitempty"`
		}
	)
	own := part{Type: "application", Ref: "whybounced", Name: "whybounced", PURL: "pkg:golang/github.com/whybounced/whybounced", Licences: []map[string]id{{"license": {"id": "MIT"}}}}
	var parts []part
	for _, c := range list {
		p := part{Type: "library", Ref: c.purl, Name: c.name, Version: c.version, PURL: c.purl, Scope: "required"}
		if strings.Contains(c.licence, " ") {
			p.Licences = []map[string]id{{"license": {"name": c.licence}}}
		} else if c.licence != "NOASSERTION" {
			p.Licences = []map[string]id{{"license": {"id": c.licence}}}
		}
		for _, use := range c.uses {
			p.Properties = append(p.Properties, property{"whybounced:used-for", use})
		}
		if c.text == "" {
			p.Scope = "excluded"
		}
		parts = append(parts, p)
	}
	for _, f := range files {
		if shippedCode(f.Path) {
			sum := sha256.Sum256(f.Body)
			parts = append(parts, part{Type: "file", Ref: "file:" + f.Path, Name: f.Path, Hashes: []id{{"alg": "SHA-256", "content": hex.EncodeToString(sum[:])}}})
		}
	}
	return json.MarshalIndent(map[string]any{
		"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
		"metadata": map[string]any{"component": own}, "components": parts,
	}, "", " ")
}

// shippedCode tells whether a file is program, or what programs run on: a page that loads them from here may pin them.
func shippedCode(name string) bool {
	return slices.Contains([]string{".js", ".wasm", ".bin"}, path.Ext(name))
}

// integrity are the hashes of these files for integrity attributes (Subresource Integrity, W3C), by their addresses.
func integrity(files []site.File) ([]byte, error) {
	sums := map[string]string{}
	for _, f := range files {
		if shippedCode(f.Path) {
			sum := sha512.Sum384(f.Body)
			sums["/"+f.Path] = "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
		}
	}
	return json.MarshalIndent(sums, "", " ")
}

// supply adds what tells of the others: files for programs. The page is among the pages.
func supply(list []component, files []site.File) ([]site.File, error) {
	slices.SortFunc(files, func(a, b site.File) int { return strings.Compare(a.Path, b.Path) })
	materials, err := bill(list, files)
	if err != nil {
		return nil, err
	}
	sums, err := integrity(files)
	return append(files, site.File{Path: "sbom.cdx.json", Body: materials}, site.File{Path: "integrity.json", Body: sums}), err
}
