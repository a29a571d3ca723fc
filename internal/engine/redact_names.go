package engine

import "strconv"

// standIns replaces addresses, host names and IP addresses wherever they stand.
type standIns struct {
	table          *Table
	hosts, ips     map[string]string // what stands for what
	people, labels aliases           // labels are those of a provider's customers
	strangers      int               // hosts that another stands for
	known          map[string]bool   // hosts and addresses that rules speak of
	out            []byte
}

// aliases give people names: user1, user2. Such a name that the text has already stays, and nobody else gets it: what was
// redacted before is redacted to itself.
type aliases struct {
	word  string
	given map[string]string // to whom
	taken map[string]bool
	last  int
}

const maxNumber = 4 // digits of such a name

func aliasesIn(text, word string) aliases {
	n := aliases{word: word, given: map[string]string{}, taken: map[string]bool{}}
	for i := 0; ; {
		next := indexFold(text[i:], word)
		if next < 0 {
			return n
		}
		start := i + next
		for i = start + len(word); i < len(text) && i-start-len(word) < maxNumber && digit(text[i]); {
			i++
		}
		n.taken[lower(text[start:i])] = true
	}
}

// name is what stands for somebody.
func (n *aliases) name(who string) string {
	if hasPrefix(who, n.word) && len(who) <= len(n.word)+maxNumber && atoi(who[len(n.word):]) > 0 {
		return who
	}
	for n.given[who] == "" {
		n.last++
		if name := n.word + strconv.Itoa(n.last); !n.taken[name] {
			n.given[who] = name
		}
	}
	return n.given[who]
}

// knownNames are the words with dots in the phrases of the rules: a reply that holds one says nothing of who got it.
func (t *Table) knownNames() map[string]bool {
	known := map[string]bool{}
	for i := range t.phrases {
		s := t.phrases[i].text
		for from := 0; from < len(s); {
			n := from
			for n < len(s) && (nameByte(s[n]) || s[n] == '@' || s[n] == '_') {
				n++
			}
			if word := trimLeft(trimRight(s[from:n], "."), "."); contains(word, ".") {
				known[word] = true
			}
			from = n + 1
		}
	}
	return known
}

// What rules know lists of senders by where they do not give the whole host.
var listMarks = []string{"dronebl", "mailspike", "dnsbl.manitu", "senderscore", "mail-abuse.", "gbudb", "openspf", "0spam"}

const maxName = 256 // bytes of a local part or a host name

// inline replaces what a piece of text names.
func (r *standIns) inline(l string) {
	done := 0
	for i := 0; i < len(l); i++ {
		at, after := i, i+1
		if hasPrefixFold(l[i:], "%40") {
			after = i + 3
		} else if l[i] != '@' {
			continue
		}
		start, end := localStart(l, done, at), after
		for end < len(l) && end-after < maxName && domainByte(l[end]) {
			end++
		}
		end = after + len(trimRight(beforeWords(l[after:end]), ".-_"))
		if start == at || !contains(l[after:end], ".") && (start == 0 || l[start-1] != '<') {
			continue // what some logs put an @ between
		}
		r.plain(l[done:start])
		r.person(l[start:at], l[at:after], l[after:end])
		done, i = end, end-1
	}
	r.plain(l[done:])
}

// localStart is where the local part before an @ begins. Logs write "to=" before it, which it could be a part of.
func localStart(l string, from, at int) int {
	if at > from && l[at-1] == '"' {
		if i := lastIndexByte(l[from:at-1], '"'); i >= 0 && at-1-i-from < maxName {
			return from + i
		}
	}
	i := at
	if l[at] == '%' { // in a link
		for i > from && at-i < maxName && (nameByte(l[i-1]) || l[i-1] == '_' || l[i-1] == '+') {
			i--
		}
		if i > from && l[i-1] == '%' && i+2 < at { // "%3Cann%40"
			i += 2
		}
		return i
	}
	for i > from && at-i < maxName && localByte(l[i-1]) && indexByte("|{}?&*`", l[i-1]) < 0 {
		i--
	}
	i = at - len(afterWords(l[i:at]))
	for i < at && indexByte("'/", l[i]) >= 0 {
		i++
	}
	if eq := indexByte(l[i:at], '='); eq > 0 && contains(" to from orig_to rcpt recipient sender addr address email mail user mailfrom smtp.mailfrom smtp.rcptto header.from envelope-from f t a s r ctladdr ", " "+lower(l[i:i+eq])+" ") {
		for i += eq + 1; i < at && l[i] == '\''; {
			i++
		}
	}
	return i
}

func (r *standIns) person(local, at, domain string) {
	host := r.host(domain)
	if r.known[lower(local+"@"+domain)] || host == domain && documentation(lower(domain)) || roleAddress(local+"@") || containsFold(local, "daemon") || equalFold(local, "delist") {
		r.out = append(append(append(r.out, local...), at...), host...)
		return
	}
	key := lower(local)
	r.out = append(append(append(r.out, r.people.name(key)...), at...), host...)
}

// plain replaces hosts and IP addresses in text without addresses.
func (r *standIns) plain(s string) {
	for i := 0; i < len(s); {
		if s[i] == '%' && i+2 < len(s) && hexDigit(s[i+1]) && hexDigit(s[i+2]) { // in a link
			r.out = append(r.out, s[i:i+3]...)
			i += 3
			continue
		}
		if !nameByte(s[i]) && s[i] != ':' {
			r.out = append(r.out, s[i])
			i++
			continue
		}
		n, colons := i, 0
		for n < len(s) && (nameByte(s[n]) || s[n] == ':') {
			if s[n] == ':' {
				colons++
			}
			n++
		}
		run := s[i:n]
		if ip := trimRight(run, "."); colons >= 2 && ipv6(ip) {
			r.out = append(append(r.out, r.ip(ip)...), run[len(ip):]...)
		} else {
			r.runs(run)
		}
		i = n
	}
}

// runs replaces what stands between colons.
func (r *standIns) runs(s string) {
	for i := 0; i < len(s); {
		if s[i] == ':' {
			r.out = append(r.out, ':')
			i++
			continue
		}
		n := i
		for n < len(s) && s[n] != ':' {
			n++
		}
		whole := s[i:n]
		word := trimRight(trimLeft(whole, ".-"), ".-")
		lead := len(whole) - len(trimLeft(whole, ".-"))
		if dot := lastIndexByte(word, '.'); dot > 0 && !ipv4(word) && !hostLike(word) && hostLike(word[:dot]) && word[dot:] == lower(word[dot:]) { // "example.com.html", not "Phishing.Email.SpoofedDomain"
			word = word[:dot]
		}
		r.out = append(r.out, whole[:lead]...)
		switch {
		case ipv4(word):
			r.out = append(r.out, r.ip(word)...)
		case hostLike(word):
			r.out = append(r.out, r.host(word)...)
		default:
			if dash := lastIndexByte(word, '-') + 1; ipv4(word[dash:]) { // "2026.03.01-192.0.2.1"
				r.out = append(append(r.out, word[:dash]...), r.ip(word[dash:])...)
			} else {
				r.out = append(r.out, word...)
			}
		}
		r.out = append(r.out, whole[lead+len(word):]...)
		i = n
	}
}

func hexDigit(c byte) bool { return digit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

func nameByte(c byte) bool { return digit(c) || letter(c) || c == '.' || c == '-' }

// Ends of host names that have more than two letters and that people use; with two letters any is one.
const longDomains = " com net org edu gov mil int info biz name pro app dev online site store shop tech cloud email xyz top club world live life today agency solutions systems services group media digital network mail company consulting team work works center academy school health care law bank travel museum coop aero jobs mobi asia cat tel post global international online web press news blog art design studio photo space website link click host hosting support support software games money finance capital ventures partners local lan internal intranet corp home priv private domain localdomain arpa "

// hostLike tells whether a word with dots is a host name. "e.g." and numbers are none, nor are the last and the first word of two
// sentences without a space between them: those differ in case.
func hostLike(s string) bool {
	dot := lastIndexByte(s, '.')
	if dot < 1 || len(s) > maxName || contains(s, "..") {
		return false
	}
	end := lower(s[dot+1:])
	for i := range len(end) {
		if !letter(end[i]) && !hasPrefix(end, "xn--") {
			return false
		}
	}
	if s[dot+1:] != end && s[:dot] == lower(s[:dot]) {
		return false
	}
	if first := s[:indexByte(s, '.')]; len(end) == 2 && dot == len(first) && (len(first) < 2 || contains(commonEnds, " "+end+" ")) {
		return false
	}
	return len(end) == 2 || hasPrefix(end, "xn--") || contains(longDomains, " "+end+" ")
}

// What two letters after a dot mostly are where only one word stands before it: names of files, and words.
const commonEnds = " is if as so or my by an he we do go up cf cc pl py rb sh gz md js db pm rs vb qf "

func documentation(host string) bool {
	for _, s := range [...]string{"example.com", "example.net", "example.org", "example", "invalid", "test", "localhost"} {
		if hasSuffix(host, s) && (len(host) == len(s) || host[len(host)-len(s)-1] == '.') {
			return true
		}
	}
	return false
}

// speaksOf tells whether rules name a host, or a domain that it is in.
func (r *standIns) speaksOf(host string) bool {
	for _, m := range listMarks {
		if contains(host, m) {
			return true
		}
	}
	for !r.known[host] {
		dot := indexByte(host, '.')
		if dot < 0 {
			return false
		}
		host = host[dot+1:]
	}
	return true
}

// host is what stands for a host name: itself where it is a provider's or a blocklist's.
func (r *standIns) host(name string) string {
	host := lower(name)
	instead, ok := r.hosts[host]
	if !ok {
		instead = r.newHost(host)
		r.hosts[host] = instead
	}
	if instead == host {
		return name
	}
	return instead
}

func (r *standIns) newHost(host string) string {
	for _, suffix := range customerHosts {
		if hasSuffix(host, suffix) && len(host) > len(suffix) {
			label := host[:len(host)-len(suffix)]
			return r.labels.name(label) + suffix
		}
	}
	if !contains(host, ".") || documentation(host) || r.speaksOf(host) || r.table.host(host) >= 0 || contains(publicHosts, " "+host+" ") {
		return host
	}
	for _, b := range blocklists {
		if contains(host, b.mark) || contains(b.name, host) {
			return host
		}
	}
	r.strangers++
	if r.strangers <= 3 {
		return [...]string{"example.com", "example.net", "example.org"}[r.strangers-1]
	}
	return "host" + strconv.Itoa(r.strangers) + ".example.com"
}

// Below these hosts of providers each customer has one, named for them or by their key.
var customerHosts = []string{".mail.protection.outlook.com", ".mail.eo.outlook.com", ".mx.microsoft", ".onmicrosoft.com", ".pphosted.com", ".ppe-hosted.com", ".iphmx.com", ".dq.spamhaus.net", ".hornetsecurity.com"}

// Where many people have their mailbox, which so tells nothing of one, and words with dots that are no hosts.
const publicHosts = " messaging.microsoft.com gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com aol.com icloud.com me.com gmx.net gmx.de web.de mail.ru yandex.ru qq.com 163.com 126.com proton.me protonmail.com zoho.com smtp.mailfrom smtp.helo header.from header.d header.i policy.dmarc message.rfc822 node.js "

func ipv6(s string) bool {
	colons, groups := 0, 0
	for i := 0; i < len(s); {
		n := i
		for n < len(s) && n-i < 5 && hexDigit(s[n]) {
			n++
		}
		if n-i > 4 {
			return false
		}
		if n > i {
			groups++
		}
		if n < len(s) {
			if s[n] != ':' {
				return colons >= 2 && ipv4(s[i:]) // ::ffff:192.0.2.1
			}
			colons++
			n++
		}
		i = n
	}
	return colons == 7 || groups > 1 && colons < 8 && contains(s, "::")
}

// ip is what stands for an IP address: itself where it is one of documentation, or of the machine itself.
func (r *standIns) ip(s string) string {
	address := lower(s)
	for _, own := range [...]string{"192.0.2.", "198.51.100.", "203.0.113.", "127.", "2001:db8:", "0.0.0.0"} {
		if hasPrefix(address, own) {
			return s
		}
	}
	if r.ips[address] == "" {
		n := len(r.ips)
		if contains(address, ":") {
			r.ips[address] = "2001:db8::" + strconv.Itoa(n+1)
		} else {
			r.ips[address] = [...]string{"192.0.2.", "198.51.100.", "203.0.113."}[n/254%3] + strconv.Itoa(n%254+1)
		}
	}
	return r.ips[address]
}
