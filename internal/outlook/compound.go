package outlook

// compound is a compound file: sectors in chains, as on a disk, and a directory of storages and streams.
type compound struct {
	data   string
	shift  uint   // of the size of a sector
	table  string // FAT: the next sector of each sector
	minis  string // mini FAT
	mini   string // mini stream: the short streams, in sectors of 64 bytes
	cutoff int    // streams shorter than this are in the mini stream
	tree   string // directory: entries of 128 bytes
	seen   []bool // entries of it that a storage holds already
	left   *int   // bytes that may still be read: chains that loop or cross must not multiply the work
	broken bool

	charset  Charset
	codepage int // of the strings that are not Unicode, as far as it is known by now
}

const (
	miniShift = 6
	entrySize = 128
	firstMark = 0xfffffffa // sector numbers from here on are marks
	noEntry   = 0xffffffff
)

// Object types of directory entries ([MS-CFB] section 2.6.1).
const (
	storageType = 1
	streamType  = 2
)

// number reads a little-endian number of 32 bits, zero past the end.
func number(s string, at int64) uint32 {
	if at < 0 || at+4 > int64(len(s)) {
		return 0
	}
	return uint32(s[at]) | uint32(s[at+1])<<8 | uint32(s[at+2])<<16 | uint32(s[at+3])<<24
}

// open reads the tables of a file: DIFAT, FAT, directory, mini FAT and mini stream.
func open(data string, left *int, charset Charset) *compound {
	f := &compound{data: data, left: left, charset: charset, codepage: 1252}
	f.shift = uint(number(data, 28) >> 16)
	if len(data) < 512 || f.shift != 9 && f.shift != 12 || number(data, 32)&0xffff != miniShift {
		f.broken = true
		return f
	}
	f.cutoff = int(number(data, 56))

	// The first 109 FAT sectors are named in the header, the others in a chain of sectors of their own.
	var table []byte
	list, next := data[76:512], number(data, 68)
	for steps := 0; ; steps++ {
		for i := int64(0); i < int64(len(list)); i += 4 {
			if n := number(list, i); n < firstMark && len(table) <= len(data) {
				table = append(table, f.sector(n)...)
			}
		}
		if next >= firstMark {
			break
		}
		list = f.sector(next)
		if len(list) < 8 || steps > len(data)>>f.shift {
			f.broken = true
			break
		}
		next = number(list, int64(len(list)-4))
		list = list[:len(list)-4]
	}
	f.table = string(table)

	f.tree = f.chain(number(data, 48), -1)
	f.seen = make([]bool, len(f.tree)/entrySize)
	if len(f.seen) > 0 {
		f.minis = f.chain(number(data, 60), -1)
		f.mini = f.chain(number(f.tree, 116), int64(number(f.tree, 120)))
	}
	return f
}

// sector is one sector, shorter where the file is cut off in it.
func (f *compound) sector(n uint32) string {
	size := int64(1) << f.shift
	at := (int64(n) + 1) * size // the header takes the place of one
	end := min(at+size, int64(len(f.data)))
	*f.left -= int(size)
	if *f.left < 0 || at >= end {
		f.broken = true
		return ""
	}
	f.broken = f.broken || end < at+size
	return f.data[at:end]
}

// chain reads size bytes along a chain of sectors, or all of the chain where the size is not known.
func (f *compound) chain(n uint32, size int64) string {
	most := size
	if size < 0 {
		most = int64(len(f.data))
	}
	var out []byte
	for int64(len(out)) < most && (size >= 0 || n < firstMark) {
		s := ""
		if int64(n) < int64(len(f.table)/4) {
			s = f.sector(n)
		}
		if s == "" {
			f.broken = true
			break
		}
		out = append(out, s...)
		n = number(f.table, int64(n)*4)
	}
	return string(out[:min(int64(len(out)), most)])
}

// stream reads what an entry of the directory holds, up to a limit.
func (f *compound) stream(entry int) string {
	n, size := f.field(entry, 116), int64(f.field(entry, 120))
	most := min(size, maxValue)
	if size >= int64(f.cutoff) {
		return f.chain(n, most)
	}
	var out []byte
	for int64(len(out)) < most {
		at := int64(n) << miniShift
		end := min(at+1<<miniShift, int64(len(f.mini)))
		*f.left -= 1 << miniShift
		if *f.left < 0 || int64(n) >= int64(len(f.minis)/4) || at >= end {
			f.broken = true
			break
		}
		out = append(out, f.mini[at:end]...)
		n = number(f.minis, int64(n)*4)
	}
	return string(out[:min(int64(len(out)), most)])
}

// field is a number in an entry of the directory ([MS-CFB] section 2.6.1).
func (f *compound) field(entry, at int) uint32 { return number(f.tree, int64(entry*entrySize+at)) }

// children lists the entries of a storage in the order of their names, which is that of their binary tree ([MS-CFB] section
// 2.6.4). A tree that meets an entry a second time is broken.
func (f *compound) children(entry int) []int {
	var out, above []int
	next := f.field(entry, 76)
	for {
		for next != noEntry && int64(next) < int64(len(f.seen)) && !f.seen[next] {
			f.seen[next] = true
			above = append(above, int(next))
			next = f.field(int(next), 68)
		}
		f.broken = f.broken || next != noEntry
		if len(above) == 0 {
			return out
		}
		n := above[len(above)-1]
		above = above[:len(above)-1]
		out = append(out, n)
		next = f.field(n, 72)
	}
}

// kind is the object type of an entry.
func (f *compound) kind(entry int) byte { return f.tree[entry*entrySize+66] }

// name is the name of an entry, as far as it is ASCII: all names of [MS-OXMSG] are.
func (f *compound) name(entry int) string {
	e := f.tree[entry*entrySize:]
	var out []byte
	for i := 0; i < min(int(e[64]), 64)-2; i += 2 {
		out = append(out, e[i])
	}
	return string(out)
}
