// Package content is the prose of the reference: an article per error, a page per reason. It is a package only because
// an embed directive must sit beside its files.
package content

import "embed"

// FS holds errors/<id>.md and reasons/<id>.md.
//
//go:embed errors/*.md reasons/*.md
var FS embed.FS
