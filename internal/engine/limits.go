package engine

// Limits of what is read from one input. Past a limit the decoder reads what fits and says so in Report.Warnings.
const (
	MaxInput      = 10 << 20 // bytes of one input
	MaxDeliveries = 2000     // bounces in one report
	maxDepth      = 24       // MIME parts inside parts
	maxParts      = 400      // MIME parts of one message
	maxHeaders    = 2000     // header fields of one part
	maxReply      = 6 << 10  // bytes of one reply that are matched
	maxGap        = 96       // bytes that * stands for in a phrase
	maxWording    = 1200     // bytes of prose that the lexicon is asked about: more says too many things
	maxBlock      = 30       // lines of prose that tell of one recipient of a report
	maxQuote      = 300      // bytes of prose that are quoted: more is quoted by the sentence that tells
	maxProse      = 64 << 10 // bytes of prose in one notice that are searched: each of its recipients searches them
	maxRests      = 3        // places where the rest of a cut-off reply is looked for
	maxNotice     = 400      // lines of prose that are searched for recipients and replies

	maxLogLines        = 100_000 // lines of a log
	maxLogLine         = 8 << 10 // bytes of one line of a log
	maxLogPrefix       = 200     // bytes before what a line of a log says: time, host, program
	maxLogHeader       = 4 << 10 // bytes of the header line of a table
	maxColumns         = 200     // columns of a table
	maxAttempts        = 100     // attempts of one delivery
	maxNesting         = 32      // objects inside objects of an event
	maxEventRecipients = 100     // addresses that one event names
	maxEventReplies    = 8       // texts of one event that may hold the reply
)

const longProse = "more prose than a notice has: only its first 400 lines and 64 KB were searched for recipients and replies"
