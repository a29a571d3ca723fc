package outlook

import (
	"strconv"
	"strings"
)

// write is a message as text: header, body, what a report says of each recipient, attachments.
func (o *object) write(depth int) string {
	w := &writer{boundary: "=_msg_" + strconv.Itoa(depth)}
	action := actionOf(strings.ToLower(o.text(messageClass)))
	w.header(o, action != "")
	w.body(o)
	if action != "" {
		w.status(o, action)
	}
	for _, n := range o.attachments {
		w.attachment(o.f.object(n, 8), depth)
	}
	w.add("--", w.boundary, "--\n")
	return w.out.String()
}

// actionOf is the Action field (RFC 3464 section 2.3.3) that the class of a report stands for ([MS-OXCMAIL] section
// 2.2.3.7.1.1); empty for what is no report on delivery.
func actionOf(class string) string {
	if !strings.HasPrefix(class, "report.") {
		return ""
	}
	for _, word := range []string{"delayed", "expanded", "relayed"} {
		if strings.Contains(class, "."+word) {
			return word
		}
	}
	switch {
	case strings.HasSuffix(class, ".ndr"):
		return "failed"
	case strings.HasSuffix(class, ".dr"):
		return "delivered"
	}
	return ""
}

type writer struct {
	out      strings.Builder
	boundary string
}

func (w *writer) add(text ...string) {
	for _, s := range text {
		w.out.WriteString(s)
	}
}

// field writes a field, folded where its value goes over lines, or nothing where it is empty.
func (w *writer) field(name, value string) {
	if value = folded(value); value != "" {
		w.add(name, value, "\n")
	}
}

func folded(value string) string {
	var lines []string
	for _, l := range strings.FieldsFunc(value, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n ")
}

// header writes the header fields that came with the message, without those on its parts: these are others now. What is
// missing is made up from properties.
func (w *writer) header(o *object, report bool) {
	kind := ""
	has := map[string]bool{}
	name, keep := "", false
	for l := range strings.Lines(o.text(transportHeaders)) {
		l = strings.TrimRight(l, "\r\n")
		if !strings.HasPrefix(l, " ") && !strings.HasPrefix(l, "\t") {
			before, _, ok := strings.Cut(l, ":") // not in "Microsoft Mail Internet Headers Version 2.0"
			name = strings.ToLower(before)
			keep = ok && before != "" && !strings.Contains(name, " ") && !strings.HasPrefix(name, "content-") && name != "mime-version"
			has[name] = true
		}
		if name == "content-type" && len(kind) < 1<<10 {
			kind += strings.ToLower(l)
		}
		if keep {
			w.add(l, "\n")
		}
	}
	if !has["from"] {
		name, address := o.text(senderName), o.address(senderSMTP, senderEmail)
		if name == "" && address == "" {
			name, address = o.text(representingName), o.address(representingSMTP, representingEmail)
		}
		if address != "" {
			name += " <" + address + ">"
		}
		w.field("From: ", name)
	}
	if !has["to"] && !report { // the recipients of a report are who did not get the message
		var to []string
		for _, n := range o.recipients {
			if a := o.f.object(n, 8).address(smtpAddress, emailAddress, displayName); a != "" {
				to = append(to, a)
			}
		}
		w.field("To: ", strings.Join(to, ", "))
	}
	if !has["subject"] {
		w.field("Subject: ", o.text(subject))
	}
	switch {
	case strings.Contains(kind, "feedback-report"):
		kind = "multipart/report; report-type=feedback-report"
	case report || strings.Contains(kind, "multipart/report"):
		kind = "multipart/report; report-type=delivery-status"
	default:
		kind = "multipart/mixed"
	}
	w.add("MIME-Version: 1.0\nContent-Type: ", kind, "; boundary=\"", w.boundary, "\"\n\n")
}

// address is the first of the properties that holds a mail address: that of a colleague in the same organization may be
// an X.500 name.
func (o *object) address(ids ...uint32) string {
	for _, id := range ids {
		if v := strings.TrimSpace(o.text(id)); strings.Contains(v, "@") {
			return v
		}
	}
	return ""
}

func (w *writer) part(kind string) {
	w.add("--", w.boundary, "\nContent-Type: ", kind, "\n")
}

// body writes the words of the message in the plainest of the forms that it has.
func (w *writer) body(o *object) {
	for _, form := range []struct {
		kind string
		read func() string
	}{
		{"text/plain", func() string { return o.text(bodyText) }},
		{"text/html", func() string { return o.html() }},
		{"text/plain", func() string { return o.text(reportText) }},
		{"text/plain", func() string { return o.rtf() }},
	} {
		if text := form.read(); strings.TrimSpace(text) != "" {
			w.part(form.kind + "; charset=utf-8")
			w.add("\n", text, "\n")
			return
		}
	}
}

// html is the HTML body: bytes in the code page of the message, seldom a string.
func (o *object) html() string {
	data, ok := o.stream(bodyHTML, typeBinary)
	if !ok {
		return o.text(bodyHTML)
	}
	codepage := 65001
	if n, ok := o.number(internetCodepage); ok {
		codepage = int(n)
	}
	return o.f.decode(codepage, data)
}

func (o *object) rtf() string {
	data, _ := o.stream(bodyRTF, typeBinary)
	return rtfText(decompress(data), o.f.decode)
}

// status writes what a report says of each recipient, in the fields of RFC 3464 section 2.3.
func (w *writer) status(o *object, action string) {
	w.part("message/delivery-status; charset=utf-8")
	w.add("\n")
	w.field("Reporting-MTA: dns; ", o.text(reportingMTA))
	for _, n := range o.recipients {
		r := o.f.object(n, 8)
		info := r.text(supplementaryInfo)
		remote, status, diagnostic := takeApart(info)
		if v := r.text(remoteMTA); v != "" {
			remote = v
		}
		if info == "" && remote == "" && !r.has(reportTime) && !r.has(ndrStatus) && !r.has(ndrDiagnosis) {
			continue // who the report was sent to
		}
		if status == "" {
			status = r.status(action)
		}
		name := r.address(smtpAddress, emailAddress, displayName)
		if name == "" {
			name = r.text(displayName)
		}
		w.add("\nFinal-Recipient: rfc822; ", folded(name), "\nAction: ", action, "\n")
		w.field("Status: ", status)
		w.field("Remote-MTA: dns; ", remote)
		w.field("Diagnostic-Code: ", diagnostic)
	}
}

// takeApart reads PidTagSupplementaryInfo ([MS-OXCMAIL] section 2.2.3.7.1.2): "<mx.example.org #5.1.1 smtp;550 …>". Exchange
// itself writes "mx.example.org #<mx.example.org #5.1.1 smtp;550 …> #SMTP#", and "#550 5.1.1 … ##" for what it found out
// without asking.
func takeApart(info string) (remote, status, diagnostic string) {
	s := strings.TrimSpace(info)
	if i := strings.Index(s, "#<"); i >= 0 {
		s = s[i+1:]
	}
	s = strings.TrimSpace(strings.TrimSuffix(s, "#SMTP#"))
	if strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") {
		s = s[1 : len(s)-1]
	}
	before, after, ok := strings.Cut(s, "#")
	remote = strings.TrimSpace(before)
	if !ok || strings.Contains(remote, " ") { // in the words of a reply it stands for something else
		return "", "", s
	}
	diagnostic = strings.TrimSpace(strings.TrimSuffix(after, "##"))
	if word, rest, _ := strings.Cut(diagnostic, " "); len(word) >= 5 && word[1] == '.' && strings.Trim(word, "0123456789.") == "" {
		status, diagnostic = word, strings.TrimSpace(rest)
	}
	if diagnostic != "" && !strings.Contains(diagnostic[:min(len(diagnostic), 24)], ";") {
		diagnostic = "smtp; " + diagnostic
	}
	return remote, status, diagnostic
}

// X.400 diagnostic codes with one meaning among the enhanced codes ([MS-OXCMAIL] section 2.2.3.7.1.3).
var diagnoses = map[int32]string{
	0: ".1.0", 1: ".1.4", 3: ".4.6", 5: ".4.7", 29: ".7.1", 30: ".2.4", 32: ".1.3", 35: ".1.1", 40: ".1.6",
}

// status is the enhanced code of a recipient, which the file holds as a number: 511 for 5.1.1, and 0 for what is greater
// than nine. Older reports have an X.400 diagnosis only.
func (o *object) status(action string) string {
	if n, ok := o.number(ndrStatus); ok && n >= 200 && n < 600 {
		s := strconv.Itoa(int(n))
		return s[:1] + "." + s[1:2] + "." + s[2:]
	}
	diagnosis, ok := o.number(ndrDiagnosis)
	status := diagnoses[diagnosis]
	if reason, _ := o.number(ndrReason); reason == 6 && diagnosis == -1 {
		status = ".4.3" // directory server failure
	}
	switch {
	case !ok || status == "":
		return ""
	case action == "failed":
		return "5" + status
	case action == "delayed":
		return "4" + status
	}
	return ""
}

// attachment writes what may be part of the report or the message that came back; pictures and documents are neither.
func (w *writer) attachment(a *object, depth int) {
	if depth >= maxDepth {
		return
	}
	if n, ok := a.long[attachData<<16|typeObject]; ok && a.f.kind(n) == storageType {
		if inner := a.f.object(n, 24); inner.isMessage() {
			w.part("message/rfc822")
			w.add("\n", inner.write(depth+1), "\n")
		}
		return
	}
	kind, _, _ := strings.Cut(strings.ToLower(a.text(attachMIMEType)), ";")
	name := strings.ToLower(a.text(attachLongName) + a.text(attachFilename))
	switch {
	case strings.HasSuffix(name, ".msg"), strings.HasSuffix(name, ".eml"):
		kind = "message/rfc822"
	case strings.HasPrefix(kind, "message/"), strings.HasPrefix(kind, "text/"):
	case strings.HasSuffix(name, ".txt"):
		kind = "text/plain"
	default:
		return
	}
	data, _ := a.stream(attachData, typeBinary)
	if strings.HasPrefix(data, Magic) {
		inner := open(data, a.f.left, a.f.charset)
		data = inner.object(0, 32).write(depth + 1)
		a.f.broken = a.f.broken || inner.broken
	}
	w.part(folded(kind))
	w.add("Content-Disposition: attachment\n\n", data, "\n")
}
