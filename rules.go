package whybounced

// RuleSet is rules.json: the closed vocabulary, the code tables, and every error with its known responses.
// Field order here is the canonical order of properties in the file.
type RuleSet struct {
	Schema    string     `json:"$schema"`
	Updated   string     `json:"updated"` // month of the last review of the whole file, "2026-11"
	Families  []Family   `json:"families"`
	Reasons   []Reason   `json:"reasons"`
	Relays    []Relay    `json:"relays"`
	Providers []Provider `json:"providers"`
	Replies   []Code     `json:"replies"`  // three-digit codes, RFC 5321 section 4.2 and extensions
	Statuses  []Code     `json:"statuses"` // enhanced codes as "x.1.1", IANA registry (RFC 3463, RFC 5248)
	Lexicon   Lexicon    `json:"lexicon"`
	Errors    []Error    `json:"errors"`
}

// Lexicon reads refusals that are in no list. A concept is something that replies speak of, in whatever words and
// language; a sign says which concepts, standing near each other, point to a reason.
type Lexicon struct {
	Concepts []Concept `json:"concepts"`
	Signs    []Sign    `json:"signs"`
	Stems    []Stems   `json:"stems"`
}

// Concept is one notion and its phrases, as in Match.
type Concept struct {
	ID    string   `json:"id"`
	Words []string `json:"words"`
}

// Sign points to a reason when all its concepts stand within 160 bytes of each other and none of None stands in the
// reply. Weight is 1 (a hint) to 12 (says it outright).
type Sign struct {
	Reason string   `json:"reason"`
	Weight int      `json:"weight"`
	All    []string `json:"all"`
	None   []string `json:"none,omitempty"`
}

// Stems are words that speak for a reason, each as much as Weight says: four make it about three times as likely. They are
// plain (no diacritics; 0 for a number, 4 for an IP address, @ for an address, . for a host, / for a link) and stand for all
// words that begin so, or for one word when a space ends them. "whybounced rules fit" finds them.
type Stems struct {
	Reason string   `json:"reason"`
	Weight int      `json:"weight"`
	Words  []string `json:"words"`
}

// Family is a root-cause group: one table on the site, in the order of the file.
type Family struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Means string `json:"means"`
}

// Reason is a cause. It belongs to one family and carries the defaults that its errors inherit.
type Reason struct {
	ID        string    `json:"id"`
	Family    string    `json:"family"`
	Type      string    `json:"type"`
	Action    string    `json:"action"`
	Suppress  string    `json:"suppress"`
	Title     string    `json:"title"`
	Means     string    `json:"means"`
	Check     string    `json:"check"`
	Fix       string    `json:"fix"`
	Reply     string    `json:"reply"`
	Crosswalk Crosswalk `json:"crosswalk"`
}

// Crosswalk names the same finding in the words of other systems.
type Crosswalk struct {
	Sisimai []string `json:"sisimai,omitempty"`
	ML      []string `json:"ml,omitempty"`
	KumoMTA []string `json:"kumomta,omitempty"`
}

// Relay is a sending service whose own steps are shown when the reader says it is theirs.
type Relay struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Provider is who answers: a mailbox provider, a filter, a program, a sending service, a network or a blocklist.
// It is recognised by host (suffix of the remote host, or of a host the text names) or by a mark in the text.
type Provider struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Kind    string   `json:"kind"` // mailbox, filter, software, service, blocklist
	Means   string   `json:"means"`
	Hosts   []string `json:"hosts,omitempty"`
	Marks   []string `json:"marks,omitempty"` // phrases, as in Match
	Links   []Link   `json:"links,omitempty"` // postmaster pages, forms, code lists
	Aliases []string `json:"aliases,omitempty"`
}

// Link is an address worth following, with the month it was last seen to answer or to be cited.
type Link struct {
	Title string `json:"title"`
	URL   string `json:"url"`
	Seen  string `json:"seen"`
}

// Code explains a reply code ("550") or an enhanced status code ("x.7.26").
type Code struct {
	Code   string   `json:"code"`
	Title  string   `json:"title"`
	Means  string   `json:"means"`
	Check  string   `json:"check"`
	Fix    string   `json:"fix"`
	Reason string   `json:"reason"`
	Soft   string   `json:"soft,omitempty"`  // reason when the class says temporary (4.x.x), if another one
	Basic  []string `json:"basic,omitempty"` // reply codes the registry associates with it
	Note   string   `json:"note,omitempty"`  // who uses it differently
	Source Source   `json:"source"`
}

// Source is where a fact comes from. Kind is rfc, vendor (official page), software (a program's own text) or
// observed (a public sample, redacted).
type Source struct {
	Kind string `json:"kind"`
	URL  string `json:"url"`
	Seen string `json:"seen"`
}

// Error is one cause with one fix: a page of the site.
// Type, Action and Suppress override the reason's defaults.
type Error struct {
	ID        string            `json:"id"`
	Reason    string            `json:"reason"`
	Type      string            `json:"type,omitempty"`
	Action    string            `json:"action,omitempty"`
	Suppress  string            `json:"suppress,omitempty"`
	Title     string            `json:"title"`
	Means     string            `json:"means"`
	Check     string            `json:"check"`
	Fix       string            `json:"fix"`
	Reply     string            `json:"reply"`
	Relays    map[string]string `json:"relays,omitempty"`
	Responses []Response        `json:"responses"`
	Aliases   []string          `json:"aliases,omitempty"`
	Retired   string            `json:"retired,omitempty"`
}

// Response is one known wording of an error at one provider or program.
type Response struct {
	ID              string   `json:"id"`
	Provider        string   `json:"provider,omitempty"`
	Type            string   `json:"type,omitempty"`
	Action          string   `json:"action,omitempty"`
	Suppress        string   `json:"suppress,omitempty"`
	Match           Match    `json:"match"`
	Source          Source   `json:"source"`
	Examples        []string `json:"examples"`
	Counterexamples []string `json:"counterexamples,omitempty"`
	Note            string   `json:"note,omitempty"`
	Aliases         []string `json:"aliases,omitempty"`
	Retired         string   `json:"retired,omitempty"`
}

// Match says when a response is the one. Every condition that is given must hold: Reply and Status each name
// alternatives, All are phrases that all stand in the reply, None are phrases of which none does.
//
// A status is "5.7.26", class-neutral "x.7.26", or a range of details "5.7.606-649". A phrase is lower case with single
// spaces; <ip>, <domain>, <address>, <number> and <url> stand for what varies, * for at most 96 bytes of anything.
type Match struct {
	Reply  []string `json:"reply,omitempty"`
	Status []string `json:"status,omitempty"`
	All    []string `json:"all,omitempty"`
	None   []string `json:"none,omitempty"`
}
