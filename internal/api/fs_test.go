package api

import (
	"io/fs"
	"path"
)

// siteFS is one folder of the repository.
type siteFS struct {
	root fs.FS
	dir  string
}

func (s siteFS) Open(name string) (fs.File, error) { return s.root.Open(path.Join(s.dir, name)) }
