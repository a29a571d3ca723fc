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
	maxNotice     = 400      // lines of prose that are searched for recipients and replies
)
