package main

import (
	"os"
	"path/filepath"
	"regexp"

	"github.com/evanw/esbuild/pkg/api"
)

// A script of the decoder's page is bundled once for each language: what it says comes from strings.de.js instead of strings.js, and what
// rules.json says is put into words by translated.js instead of being passed on by translate.js. English visitors load neither.

// spoken are the scripts that say something.
var spoken = []string{"page", "files", "many", "tickets", "site", "search"}

var stringsFile = regexp.MustCompile(`^strings\.([a-z]{2})\.js$`)

// languages are those that the scripts were translated into: "de" for strings.de.js.
func (b builder) languages() ([]string, error) {
	entries, err := os.ReadDir(b.path("site", "scripts"))
	var codes []string
	for _, entry := range entries {
		if m := stringsFile.FindStringSubmatch(entry.Name()); m != nil {
			codes = append(codes, m[1])
		}
	}
	return codes, err
}

// inLanguage changes the options of a build of the English scripts to those of another language.
func (b builder) inLanguage(options api.BuildOptions, code string) api.BuildOptions {
	options.EntryPointsAdvanced = nil
	for _, name := range spoken {
		options.EntryPointsAdvanced = append(options.EntryPointsAdvanced, api.EntryPoint{
			InputPath: "site/scripts/" + name + ".js", OutputPath: name + "." + code,
		})
	}
	folder := b.path("site", "scripts")
	swap := map[string]string{"strings.js": "strings." + code + ".js", "translate.js": "translated.js"}
	options.Plugins = []api.Plugin{{
		Name: "language",
		Setup: func(build api.PluginBuild) {
			build.OnResolve(api.OnResolveOptions{Filter: `/(?:strings|translate)\.js$`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
				return api.OnResolveResult{Path: filepath.Join(folder, swap[filepath.Base(args.Path)])}, nil
			})
		},
	}}
	return options
}
