package engine

// readEntries reads what was copied from a chat, a ticket, a sheet or a program's log: entries that begin with a time, or rows that name
// an address, at least two of which hold a refusal. It returns nil for anything else. What stands above the entries names the recipient of
// those that name none, and the last entry about a recipient tells the story.
func readEntries(lines []line) []delivery {
	var starts []int
	for i, l := range lines {
		if dated(l.text) || sheetRow(l.text) {
			starts = append(starts, i)
		}
	}
	if len(starts) < 2 || refuses(lines[:starts[0]]) || transcriptIn(lines) {
		return nil
	}
	above := ""
	if head := withinLimits(lines[:starts[0]]); len(head) > 0 {
		if named := choose(head, candidates(head, nil)); len(named) == 1 && named[0].score > 1 {
			above = named[0].addr.text
		}
	}
	var out []delivery
	entries := 0
	for i, start := range starts {
		end := len(lines)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		entry := lines[start:end]
		if !refuses(entry) {
			continue
		}
		entries++
		told := readProse(entry, nil)
		settleAction(told, entry)
		for k := range told {
			told[k].recipient = first(told[k].recipient, above)
			out = retold(out, &told[k])
		}
	}
	if entries < 2 {
		return nil
	}
	return out
}

// retold adds a delivery, in the place of an earlier one of the same recipient.
func retold(all []delivery, d *delivery) []delivery {
	k := 0
	for k < len(all) && !(equalFold(all[k].recipient, lower(d.recipient)) && (d.recipient != "" || replyTo(&all[k]) == replyTo(d))) {
		k++
	}
	if k < len(all) {
		all[k] = *d
	} else if k < MaxDeliveries {
		all = append(all, *d)
	}
	return all
}

// replyTo is what a delivery's reply says, with its codes.
func replyTo(d *delivery) string {
	r := extract(d.diagnostic)
	return r.code + r.status + str(r.text.text)
}

// refuses tells whether lines hold the code of a refusal.
func refuses(lines []line) bool {
	for _, l := range lines {
		if c := findCode(clip(l.text)); c.score >= 4 && c.code[0] != '2' {
			return true
		}
	}
	return false
}

// sheetRow tells whether a line is one of a sheet: cells with ; between them, and an address.
func sheetRow(s string) bool {
	return len(split(s, ";")) > 2 && contains(s, "@")
}

// dated tells whether a time stands near the start of a line: as logs write it, or as people read it (1/15/2025, 7:02 AM).
func dated(s string) bool {
	s = s[:min(len(s), 40)]
	if t, _ := findStamp(s); t.kind != 0 {
		return true
	}
	// Numbers and what stands between them: two date separators, a gap, a colon.
	var marks [4]byte
	from := 0
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) || i == 0 || digit(s[i-1]) {
			continue
		}
		between := trimLeft(s[from:i], "0123456789")
		from = i
		copy(marks[:], marks[1:])
		switch {
		case len(between) == 1:
			marks[3] = between[0]
		case between == ", ":
			marks[3] = ' '
		default:
			marks[3] = 0
		}
		if (marks[0] == '/' || marks[0] == '.' || marks[0] == '-') && marks[1] == marks[0] && (marks[2] == ' ' || marks[2] == 'T') && marks[3] == ':' {
			return true
		}
	}
	return false
}
