package engine

// Limits of what is read from one input. Past a limit the decoder reads what fits and says so in Report.Warnings.
const (
	MaxInput       = 10 << 20 // bytes of one input
	MaxDeliveries  = 2000     // bounces in one report
	maxDepth       = 24       // MIME parts inside parts
	maxParts       = 400      // MIME parts of one message
	maxPassedOn    = 3        // times that a bounce was passed on as an attachment
	maxHeaders     = 2000     // header fields of one part
	maxReply       = 6 << 10  // bytes of one reply that are matched
	maxQuoted      = 4        // times that a text may have been quoted as a whole
	maxToRecipient = 40       // bytes from a code to the address of whom it is about
	maxLabel       = 60       // bytes before an address that may say whose it is
	maxWrapped     = 200      // bytes of a line that a program may have wrapped: what follows a longer one is something else
	maxLink        = 2000     // bytes of a link that is undone
	maxGap         = 96       // bytes that * stands for in a phrase
	maxWording     = 1200     // bytes of prose that the lexicon is asked about: more says too many things
	maxSentence    = 400      // bytes of a line without a code that may be a refusal by itself
	maxBlock       = 30       // lines of prose that tell of one recipient of a report
	maxQuote       = 300      // bytes of prose that are quoted: more is quoted by the sentence that tells
	maxProse       = 64 << 10 // bytes of prose in one notice that are searched: each of its recipients searches them
	maxWords       = 2000     // bytes of a reply that are shown: of a longer one the sentence that tells
	maxLead        = 6        // lines before a reply that may lead to it
	maxRests       = 3        // places where the rest of a cut-off reply is looked for
	maxNotice      = 400      // lines of prose that are searched for recipients and replies

	maxLogLine         = 8 << 10 // bytes of one line of a log
	maxLogPrefix       = 200     // bytes before what a line of a log says: time, host, program
	maxLogPreamble     = 100     // lines of a log among which the header of a table, or data below words, is looked for
	maxBrackets        = 8       // lines that begin like data and are none
	maxPieces          = 20      // lines that one line of a log was broken into
	leastWrapped       = 40      // bytes of a line that may have been broken
	maxShared          = 100     // recipients of a message that a line about the whole of it, or its next id, is shared by
	maxSession         = 100     // commands of a session without an answer, and lines of an answer
	maxAddress         = 320     // bytes of an address
	maxLogHeader       = 4 << 10 // bytes of the header line of a table
	maxColumns         = 200     // columns of a table
	maxAttempts        = 100     // attempts of one delivery that are kept, the first and the last ones
	maxNesting         = 32      // objects inside objects of an event
	maxEventRecipients = 100     // addresses that one event names
	maxKeys            = 1000    // keys of events that are remembered
	maxEventReplies    = 8       // texts of one event that may hold the reply
)

const manyAttempts = "more than 100 attempts for one recipient: those in the middle were left out"

const longProse = "more prose than a notice has: only its first 400 lines and 64 KB were searched for recipients and replies"
