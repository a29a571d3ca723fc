// Package content is the prose of the reference: an article per error, a page per reason. It is a package only because
// go:embed must sit beside the files.
package content

import "embed"

// FS holds errors/<id>.md and reasons/<id>.md.
//
//go:embed errors/*.md reasons/*.md
var FS embed.FS
