package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/whybounced/whybounced/site"
)

// offline finishes a site whose other files are all there: every page names the version of the scripts and styles it loads, and sw.js knows
// what belongs together.
func (b builder) offline(files []site.File) ([]site.File, error) {
	byPath := map[string][]byte{}
	for _, f := range files {
		byPath[f.Path] = f.Body
	}
	needed := neededOffline(byPath)
	hashes := map[string]string{}
	for _, name := range needed {
		hashes[name] = hashOf(byPath[name])
	}
	// Pages last: their own hashes are those of the pages that name the versions.
	versions := map[string]string{}
	for i, f := range files {
		if path.Ext(f.Path) != ".html" {
			continue
		}
		files[i].Body = withVersions(f.Body, hashes)
		if hashes[f.Path] != "" {
			versions[f.Path] = hashOf(files[i].Body)
		}
	}
	byAddress := map[string]string{}
	for name, hash := range hashes {
		if versions[name] != "" {
			hash = versions[name]
		}
		byAddress[site.Address(name)] = hash
	}
	list, err := json.Marshal(byAddress)
	if err != nil {
		return nil, err
	}
	result := api.Build(api.BuildOptions{
		AbsWorkingDir: b.root, EntryPoints: []string{"site/scripts/worker/sw.js"}, Outdir: "/", Bundle: true, Format: api.FormatIIFE, Platform: api.PlatformBrowser,
		Target: api.ES2022, MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, LegalComments: api.LegalCommentsNone,
		Charset: api.CharsetUTF8, Define: map[string]string{"FILES": string(list)}, LogLevel: api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		return nil, errors.New("site/scripts/worker/sw.js: " + result.Errors[0].Text)
	}
	return append(files, site.File{Path: "sw.js", Body: result.OutputFiles[0].Contents}), nil
}

func hashOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// pagesOffline are there without having been visited.
var pagesOffline = []string{"index.html", "search/index.html", "offline/index.html"}

// homeOfLanguage is the decoder in another language. sw.js keeps what belongs to it for those who use it.
var homeOfLanguage = regexp.MustCompile(`^[a-z]{2}/index\.html$`)

var loads = regexp.MustCompile(`(?:<script[^>]* src|<link rel="(?:stylesheet|icon|manifest|modulepreload)" href)="/([\w.-]+)"`)

// neededOffline are those pages and what they load, directly or through a script: a script names what it fetches. Nobody keeps a list, so
// none can be forgotten.
func neededOffline(byPath map[string][]byte) []string {
	var needed []string
	add := func(name string) {
		if byPath[name] != nil && !slices.Contains(needed, name) {
			needed = append(needed, name)
		}
	}
	pages := slices.Clone(pagesOffline)
	for name := range byPath {
		if homeOfLanguage.MatchString(name) {
			pages = append(pages, name)
		}
	}
	for _, page := range pages {
		add(page)
		for _, m := range loads.FindAllSubmatch(byPath[page], -1) {
			add(string(m[1]))
		}
	}
	for i := 0; i < len(needed); i++ {
		if path.Ext(needed[i]) != ".js" {
			continue
		}
		for name := range byPath {
			if strings.Contains(name, "/") || !slices.Contains([]string{".js", ".wasm", ".bin", ".json", ".css"}, path.Ext(name)) {
				continue
			}
			for _, quote := range []string{`"`, "`"} {
				if bytes.Contains(byPath[needed[i]], []byte(quote+name+quote)) || bytes.Contains(byPath[needed[i]], []byte(quote+"/"+name+quote)) {
					add(name)
				}
			}
		}
	}
	slices.Sort(needed)
	return needed
}

var versioned = regexp.MustCompile(`(<script[^>]* src="/|<link rel="stylesheet" href="/)([\w.-]+\.(?:js|css))"`)

// versionLength is enough of a hash to tell versions apart.
const versionLength = 12

// withVersions lets a page name the hash of each script and style sheet.
func withVersions(page []byte, hashes map[string]string) []byte {
	return versioned.ReplaceAllFunc(page, func(m []byte) []byte {
		parts := versioned.FindSubmatch(m)
		hash := hashes[string(parts[2])]
		if hash == "" {
			return m
		}
		return []byte(string(parts[1]) + string(parts[2]) + "?v=" + hash[:versionLength] + `"`)
	})
}
