package engine

// UTF16Spans turns the spans of a report from byte offsets into UTF-16 offsets, which JavaScript strings have: of ASCII both are
// the same. It walks the input once, whatever the number of spans.
func UTF16Spans(r *Report, input string) {
	if ascii(input) {
		return
	}
	var marks []*int
	for i := range r.Bounces {
		for k := range r.Bounces[i].Spans {
			s := &r.Bounces[i].Spans[k]
			marks = append(marks, &s.Start, &s.End)
		}
	}
	sortMarks(marks)
	i, units := 0, 0
	for _, m := range marks {
		for end := min(*m, len(input)); i < end; {
			if n := asciiRun(input[i:end]); n > 0 {
				i, units = i+n, units+n
				continue
			}
			r, size := decodeRune(input[i:])
			i, units = i+size, units+1
			if r >= 0x10000 {
				units++
			}
		}
		if *m <= i {
			*m = units
		}
	}
}

// sortMarks is a heap sort: slices.SortFunc would be instantiated for visitors for this alone.
func sortMarks(m []*int) {
	sift := func(i, n int) {
		for {
			c := 2*i + 1
			if c >= n {
				return
			}
			if c+1 < n && *m[c+1] > *m[c] {
				c++
			}
			if *m[i] >= *m[c] {
				return
			}
			m[i], m[c] = m[c], m[i]
			i = c
		}
	}
	for i := len(m)/2 - 1; i >= 0; i-- {
		sift(i, len(m))
	}
	for n := len(m) - 1; n > 0; n-- {
		m[0], m[n] = m[n], m[0]
		sift(0, n)
	}
}
