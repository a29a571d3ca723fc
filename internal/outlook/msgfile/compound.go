package msgfile

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf16"
)

// node is a storage or stream.
type node struct {
	name    string
	storage bool
	data    []byte
	nodes   []*node

	id, left, right, child, start uint32
}

func (n *node) add(child *node) { n.nodes = append(n.nodes, child) }

const (
	none       = 0xffffffff
	free       = 0xffffffff
	endOfChain = 0xfffffffe
	fatSector  = 0xfffffffd
	difSector  = 0xfffffffc
	cutoff     = 4096 // streams shorter than this are in the mini stream
)

// file is a compound file ([MS-CFB]) while it is written.
type file struct {
	size    int // of a sector
	sectors []byte
	fat     []uint32
	nodes   []*node // directory
}

// write lays a tree of nodes out as a compound file.
func write(root *node, version int) []byte {
	f := &file{size: 512}
	if version == 4 {
		f.size = 4096
	}
	f.number(root)
	root.child = tree(root.nodes)

	var mini []byte
	var minis []uint32
	for _, n := range f.nodes {
		switch {
		case n == root || n.storage:
		case len(n.data) == 0:
			n.start = endOfChain
		case len(n.data) < cutoff:
			n.start = uint32(len(minis))
			for at := 0; at < len(n.data); at += 64 {
				minis = append(minis, uint32(len(minis)+1))
			}
			minis[len(minis)-1] = endOfChain
			mini = append(mini, pad(n.data, 64)...)
		default:
			n.start = f.chain(n.data)
		}
	}
	root.data = mini
	root.start = f.chain(mini)
	miniFAT := f.chain(numbers(minis, f.size))
	directory := f.chain(f.directory())

	// The FAT covers itself and the sectors that list it.
	perSector := f.size / 4
	fatSectors, difSectors := 0, 0
	for {
		all := len(f.fat) + fatSectors + difSectors
		wantFAT := (all + perSector - 1) / perSector
		wantDIF := max(0, (wantFAT-109+perSector-2)/(perSector-1))
		if wantFAT == fatSectors && wantDIF == difSectors {
			break
		}
		fatSectors, difSectors = wantFAT, wantDIF
	}
	firstFAT := uint32(len(f.fat))
	firstDIF := firstFAT + uint32(fatSectors)
	for range fatSectors {
		f.fat = append(f.fat, fatSector)
	}
	for range difSectors {
		f.fat = append(f.fat, difSector)
	}
	f.sectors = append(f.sectors, numbers(f.fat, f.size)...)
	list := make([]uint32, 109)
	for i := range list {
		list[i] = free
	}
	for i := range fatSectors {
		if i < 109 {
			list[i] = firstFAT + uint32(i)
		} else {
			list = append(list, firstFAT+uint32(i))
		}
	}
	for i := range difSectors {
		part := list[109+i*(perSector-1) : min(len(list), 109+(i+1)*(perSector-1))]
		sector := numbers(part, f.size)
		next := uint32(endOfChain)
		if i+1 < difSectors {
			next = firstDIF + uint32(i) + 1
		}
		binary.LittleEndian.PutUint32(sector[f.size-4:], next)
		f.sectors = append(f.sectors, sector...)
	}
	if difSectors == 0 {
		firstDIF = endOfChain
	}

	h := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 16)...)
	h = short(h, 0x3e, uint16(version), 0xfffe, map[int]uint16{512: 9, 4096: 12}[f.size], 6, 0, 0, 0)
	directorySectors := uint32(0)
	if version == 4 {
		directorySectors = uint32(len(f.directory()) / f.size)
	}
	h = long(h, directorySectors, uint32(fatSectors), directory, 0, cutoff, miniFAT, uint32(len(minis)+perSector-1)/uint32(perSector), firstDIF, uint32(difSectors))
	h = long(h, list[:109]...)
	return append(pad(h, f.size), f.sectors...)
}

// number gives each node its place in the directory.
func (f *file) number(n *node) {
	n.id, n.left, n.right, n.child = uint32(len(f.nodes)), none, none, none
	f.nodes = append(f.nodes, n)
	for _, c := range n.nodes {
		f.number(c)
	}
	if len(n.nodes) > 0 && n.id != 0 {
		n.child = tree(n.nodes)
	}
}

// tree makes siblings a balanced binary tree: shorter names first, then by letters ([MS-CFB] section 2.6.4).
func tree(nodes []*node) uint32 {
	slices.SortFunc(nodes, func(a, b *node) int {
		return cmp.Or(len(a.name)-len(b.name), strings.Compare(strings.ToUpper(a.name), strings.ToUpper(b.name)))
	})
	var build func(part []*node) uint32
	build = func(part []*node) uint32 {
		if len(part) == 0 {
			return none
		}
		middle := len(part) / 2
		part[middle].left, part[middle].right = build(part[:middle]), build(part[middle+1:])
		return part[middle].id
	}
	return build(nodes)
}

// chain writes data into sectors of its own and returns the first.
func (f *file) chain(data []byte) uint32 {
	if len(data) == 0 {
		return endOfChain
	}
	first := uint32(len(f.fat))
	data = pad(data, f.size)
	f.sectors = append(f.sectors, data...)
	for at := 0; at < len(data); at += f.size {
		f.fat = append(f.fat, uint32(len(f.fat)+1))
	}
	f.fat[len(f.fat)-1] = endOfChain
	return first
}

// directory is the directory's entries, of 128 bytes each.
func (f *file) directory() []byte {
	var out []byte
	for _, n := range f.nodes {
		name := utf16.Encode([]rune(n.name))
		e := make([]byte, 64, 128)
		for i, unit := range name {
			binary.LittleEndian.PutUint16(e[2*i:], unit)
		}
		kind := byte(2)
		switch {
		case n.id == 0:
			kind = 5
		case n.storage:
			kind = 1
		}
		e = short(e, uint16(2*len(name)+2))
		e = append(e, kind, 1) // all black
		e = long(e, n.left, n.right, n.child)
		e = append(e, make([]byte, 16+4+8+8)...)
		e = long(e, n.start, uint32(len(n.data)), 0)
		out = append(out, e...)
	}
	for len(out)%f.size != 0 { // unused entries
		e := make([]byte, 128)
		copy(e[68:80], "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")
		out = append(out, e...)
	}
	return out
}

func pad(data []byte, size int) []byte {
	return append(slices.Clip(data), make([]byte, (size-len(data)%size)%size)...)
}

// numbers is a list of sector numbers, filled up to whole sectors.
func numbers(list []uint32, size int) []byte {
	out := long(nil, list...)
	for len(out)%size != 0 {
		out = long(out, free)
	}
	return out
}

func short(out []byte, list ...uint16) []byte {
	for _, n := range list {
		out = binary.LittleEndian.AppendUint16(out, n)
	}
	return out
}

func long(out []byte, list ...uint32) []byte {
	for _, n := range list {
		out = binary.LittleEndian.AppendUint32(out, n)
	}
	return out
}
