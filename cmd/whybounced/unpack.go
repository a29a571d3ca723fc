package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"
)

// input is something to decode: a file, or what is packed in one.
type input struct {
	name string
	io.Reader
}

// Limits of what is unpacked.
const (
	maxZip      = 64 << 20  // bytes of a zip that cannot be read out of order: standard input
	bombSize    = 256 << 20 // bytes from which on the ratio is looked at
	bombRatio   = 400       // text that repeats itself packs to a two-hundredth; a bomb to a thousandth
	maxPackings = 2         // a zip with files that are packed themselves
)

// unpacked yields what is in a file: the file itself, what a gzip file holds, or each file in a zip. Which it is is told by
// the first bytes. An error comes with the name of what is broken.
func unpacked(name string, r io.Reader, size int64, p *progress) iter.Seq2[input, error] {
	return func(yield func(input, error) bool) {
		unpack(name, r, size, p, 0, yield)
	}
}

// asItIs yields the file itself.
func asItIs(name string, r io.Reader, _ int64, p *progress) iter.Seq2[input, error] {
	return func(yield func(input, error) bool) {
		yield(input{name, &counted{Reader: r, p: p}}, nil)
	}
}

// magic is the first four bytes of what may be packed. Anything else is told by its first byte: what comes through a pipe
// line by line must not be waited for.
func magic(in *bufio.Reader) []byte {
	head, _ := in.Peek(1) // its error comes again
	if len(head) == 1 && (head[0] == 0x1f || head[0] == 'P') {
		head, _ = in.Peek(2)
		if s := string(head); s == "\x1f\x8b" || s == "PK" {
			head, _ = in.Peek(4)
		}
	}
	return head
}

func unpack(name string, r io.Reader, size int64, p *progress, depth int, yield func(input, error) bool) bool {
	at, canSeek := r.(io.ReaderAt)
	if depth == 0 {
		r = &counted{Reader: r, p: p}
	}
	in := bufio.NewReaderSize(r, 64<<10)
	head := magic(in)
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")) && depth < maxPackings:
		packed := &counted{Reader: in}
		z, err := gzip.NewReader(bufio.NewReader(packed))
		if err != nil {
			return yield(input{name, nil}, unpackError(err))
		}
		return unpack(name, &guarded{Reader: z, packed: packed}, 0, p, depth+1, yield)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) && depth == 0:
		if !canSeek || size == 0 {
			data, err := io.ReadAll(io.LimitReader(in, maxZip+1))
			if err == nil && len(data) > maxZip {
				err = fmt.Errorf("a zip of more than %d MB must be a file", maxZip>>20)
			}
			if err != nil {
				return yield(input{name, nil}, err)
			}
			at, size = bytes.NewReader(data), int64(len(data))
		}
		return unpackZip(name, at, size, p, yield)
	}
	return yield(input{name, in}, nil)
}

func unpackZip(name string, r io.ReaderAt, size int64, p *progress, yield func(input, error) bool) bool {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return yield(input{name, nil}, unpackError(err))
	}
	for _, f := range z.File {
		if f.Name == "[Content_Types].xml" {
			return yield(input{name, nil}, errors.New("is an Office document, not mail"))
		}
	}
	for _, f := range z.File {
		if f.FileInfo().IsDir() || strings.HasPrefix(f.Name, "__MACOSX/") || strings.HasPrefix(path.Base(f.Name), ".") {
			continue
		}
		if !unpackFile(name+": "+f.Name, f, p, yield) {
			return false
		}
	}
	return true
}

func unpackFile(name string, f *zip.File, p *progress, yield func(input, error) bool) bool {
	if f.Flags&1 != 0 {
		return yield(input{name, nil}, errors.New("is encrypted"))
	}
	r, err := f.Open()
	if err != nil {
		return yield(input{name, nil}, unpackError(err))
	}
	defer r.Close()
	return unpack(name, &guarded{Reader: r, size: int64(f.CompressedSize64)}, 0, p, 1, yield)
}

// counted counts what is read from a file, and shows it.
type counted struct {
	io.Reader
	n int64
	p *progress
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n += int64(n)
	if c.p != nil {
		c.p.show(c.n)
	}
	return n, err
}

// guarded reads what is unpacked until that becomes absurdly much, and says in words what went wrong.
type guarded struct {
	io.Reader
	packed *counted
	size   int64 // packed, where it is known
	n      int64
}

func (g *guarded) Read(b []byte) (int, error) {
	n, err := g.Reader.Read(b)
	g.n += int64(n)
	size := g.size
	if g.packed != nil {
		size = g.packed.n
	}
	if g.n > bombSize && g.n > size*bombRatio {
		return n, fmt.Errorf("unpacks to more than %d MB, %d times its size: not read on", bombSize>>20, bombRatio)
	}
	return n, unpackError(err)
}

func unpackError(err error) error {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("is cut off; what came before was decoded (%w)", err)
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrAlgorithm):
		return fmt.Errorf("is damaged; what came before was decoded (%w)", err)
	}
	return err
}
