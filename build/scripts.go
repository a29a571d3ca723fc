package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/whybounced/whybounced/site"
)

// entries are the scripts that pages load, by what they are called on the site. Everything they import is bundled into them.
var entries = []struct{ name, source string }{
	{"decoder", "wasm/browser/decoder.js"},
	{"decoder.worker", "wasm/browser/decoder.worker.js"},
	{"outlook", "wasm/browser/outlook.js"},
	{"page", "site/scripts/page.js"},
	{"files", "site/scripts/files.js"},
	{"many", "site/scripts/many.js"},
	{"tickets", "site/scripts/tickets.js"},
	{"site", "site/scripts/site.js"},
	{"steps", "site/scripts/steps.js"},
	{"notfound", "site/scripts/notfound.js"},
	{"search", "site/scripts/search.js"},
	{"embed", "site/widget/embed.js"},
	{"frame", "site/widget/framed.js"},
}

// scripts bundles and minifies. decoder.js stays a module of its own: other people's pages import it too.
func (b builder) scripts() ([]site.File, error) {
	options := api.BuildOptions{
		AbsWorkingDir:     b.root,
		Outdir:            "/",
		Bundle:            true,
		Format:            api.FormatESModule,
		Platform:          api.PlatformBrowser,
		Target:            api.ES2022,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		LegalComments:     api.LegalCommentsNone,
		Charset:           api.CharsetUTF8,
		External:          []string{"/decoder.js", "/search.js", "/widget.js"},
		LogLevel:          api.LogLevelSilent,
	}
	for _, e := range entries {
		options.EntryPointsAdvanced = append(options.EntryPointsAdvanced, api.EntryPoint{InputPath: e.source, OutputPath: e.name})
	}
	codes, err := b.languages()
	if err != nil {
		return nil, err
	}
	builds := []api.BuildOptions{options}
	for _, code := range codes {
		builds = append(builds, b.inLanguage(options, code))
	}
	var files []site.File
	var messages []api.Message
	for _, options := range builds {
		result := api.Build(options)
		messages = append(messages, result.Errors...)
		for _, out := range result.OutputFiles {
			files = append(files, site.File{Path: path.Base(filepath.ToSlash(out.Path)), Body: out.Contents})
		}
	}
	var problems []error
	for _, name := range []string{"decoder.d.ts", "outlook.d.ts"} {
		types, err := os.ReadFile(b.path("wasm", "browser", name))
		files, problems = append(files, site.File{Path: name, Body: types}), append(problems, err)
	}
	for _, m := range messages {
		if m.Location == nil {
			problems = append(problems, errors.New(m.Text))
			continue
		}
		problems = append(problems, fmt.Errorf("%s:%d:%d: %s", m.Location.File, m.Location.Line, m.Location.Column+1, m.Text))
	}
	return files, errors.Join(problems...)
}
