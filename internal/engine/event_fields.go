package engine

// What differs between mail services' events, as data: how their fields are named and what their words mean. Names and
// words are compared in lower case without separators, so delivery-status, deliveryStatus and delivery_status are one.

// A role is what a field of an event, or a column of a table, tells.
type role byte

const (
	noRole role = iota
	recipientRole
	localPartRole // of the recipient's address, where its domain has a field of its own
	domainRole
	replyRole  // what the server said, or the service's words for it
	codeRole   // three digits
	statusRole // enhanced status code
	kindRole   // what happened; some services put a code there
	classRole  // the service's own class of the failure
	remoteRole
	reporterRole
	senderRole
	commandRole
	timeRole
	idRole    // of the message
	triesRole // earlier attempts
	mailRole  // nothing, but only events about mail have it
	skipRole  // what is below it is about something else: the returned message, custom data
)

// eventField is a field name, its role, and how sure it is: among fields of one role the highest rank is taken, and those
// of rank 4 are in events about mail only.
type eventField struct {
	name string
	role role
	rank int
}

// tellsMail tells whether only events about mail have the field.
func (f eventField) tellsMail() bool {
	return f.rank >= 4 || f.role == mailRole || f.role == idRole && f.rank > 1
}

// fieldRows are the fields, by what they tell and how surely. The documentation of each service and of each table is named
// in testdata/decode.
var fieldRows = []struct {
	role  role
	rank  int
	names string
}{
	{recipientRole, 4, "bouncedrecipient finalrecipient rcptto rcpt"},
	{recipientRole, 3, "recipient recipientemail recipientaddress recipientemailaddress emailaddress emailto toemail toaddress contactemail"},
	{recipientRole, 2, "email recipients address recipientid"},                                    // recipientId: Azure's log
	{recipientRole, 1, "rawrcptto originalrecipient to destination envelopeto orcpt deliveredto"}, // destination: SES names those of the event elsewhere
	{localPartRole, 4, "recipientlocalpart"},
	{domainRole, 4, "recipientdomain"},

	{replyRole, 4, "diagnosticcode diagnosticmessage smtpreply smtpresponse emailresponsemessage rawreason rejectreason response diag output bouncemessage bouncereason bounceerror " +
		"lastresponse smtperror smtpmessage smtpreason resultreason smtpbouncereason failuremessage dropmessage dsndiag recipientstatus"},
	{replyRole, 3, "statusmessage errormessage reason comment details eventdescription rejinfo err result"},
	{replyRole, 2, "message error lasterror description receiptack emailerror"},
	{replyRole, 1, "context notification sourcecontext"},

	{codeRole, 2, "smtpcode smtpstatuscode replycode emailresponsecode bouncecode eventsmtpreplycode rejcode resultcode"},
	{codeRole, 1, "code errorcode responsecode"},

	{statusRole, 2, "enhancedcode enhancedstatuscode enhancedsmtpstatuscode bounceextendedcode dsnstatus smtpenhanced resultenhanced enhanced"},
	{statusRole, 1, "statuscode dsn"},

	{kindRole, 4, "deliverystatus"},
	{kindRole, 0, "event eventname eventtype eventcategorytype eventid eventstatus notificationtype recordtype detailtype type status state action severity metric groupname " +
		"recipientstate bounce bouncetype complaintfeedbacktype fbtype hardbounce ishardbounce permanent dsnaction act delivered"},

	{classRole, 0, "bouncesubtype complaintsubtype subtype bouncedescription bounceclassification bouncecategory category delaytype failurereason dropreason errorrelatedto bouncecat rejtype"},

	{remoteRole, 4, "mxhost remotemta recipientmailserverhostname dsnmta remotemx connectionremotemx"},
	{remoteRole, 3, "remotehost peeraddress deliveryhost mta"},
	{remoteRole, 2, "host mx"},
	{remoteRole, 1, "remotemtaip destinationip dlvdestinationip eventtargetipaddress remoteendpoint remoteip connectionremoteip"},
	{reporterRole, 0, "reportingmta"},

	{senderRole, 2, "msgfrom mailfrom envelopefrom orig senderaddress fromaddress"},
	{senderRole, 1, "sender source from fromemail emailfrom friendlyfrom"},

	{commandRole, 0, "command smtpstate resultstate"},

	{timeRole, 0, "timestamp time date datetime datetimeutc origintimestamputc ts tsevent tsattempt timelogged eventtime eventdate eventtimestamp created createdat occurredat bouncedat deliveredat " +
		"changedat arrivaldate deliveryattempttimestamp realtimetimestamp timestamputc received doneat at"},

	{idRole, 4, "acode messagekey"},
	{idRole, 3, "messageid emailid sgmessageid headermessageid deliveryid"},
	{idRole, 2, "smtpid mjmessageid transactionid transid internalmessageid envid"},
	{idRole, 1, "jobid id"},

	{triesRole, 0, "smtpevents attempts deliveryattempts history"},

	{mailRole, 0, "sgeventid internetmessageid sendingip messagestream complainedrecipients morph msg"},

	{skipRole, 4, "messageheaders"},
	{skipRole, 0, "headers subject html useragent commonheaders bounceaddress replyto content attachments signature metadata rcptmeta tags uservariables uniqueargs customargs geolocation clientinfo messageattributes"},

	{noRole, 0, "sessionid data"}, // of a table
}

// What an event's kind makes of a delivery beside the words of RFC 3464: a failure that the service calls permanent, or
// temporary although it gave up, or does not know to be either, and what is no delivery at all.
const (
	hard   = "hard"
	soft   = "soft"
	unsure = "unsure"
	other  = "other"
)

// eventKind is a word for what happened.
type eventKind struct {
	action  string
	generic bool // other events than those of mail have this word too
	weight  int  // beside another word in the same object: Mailgun's "failed" that is "temporary" is a delay
}

// kindRows are the words, the weightier ones below.
var kindRows = []struct {
	action  string
	generic bool
	words   string
}{
	{"delivered", true, "delivered delivery success deliver sendexternal d relayed expanded"},
	{"delivered", false, "emaildelivered"},
	{"failed", true, "failed failure fail permanentfail error reject rejected blocked drop dropped adminbounce expiration expired suppressed quarantined undeliverable badmail rej bnc b rb suspension"},
	{"failed", false, "undelivered messagedeliveryfailed emaildropped emailblocklisted droppedemail invalidemail policyrejection generationfailure generationrejection filteredspam " +
		"emailmailboxnotfound renderingfailure emailfailed emailnotsent cleaned messageheld"},
	{hard, false, "bounce bounced emailbounced emailbounce messagebounced bouncedemail hardbounce hardbounced blockedbounce outofband hardfail"},
	{hard, true, "permanent hard"},
	{"failed", false, "smtpapierror templaterenderingfailed"},
	{unsure, true, "undetermined unknown"},
	{soft, false, "softbounce softbounced softfail"},
	{soft, true, "transient soft"},
	{"delayed", false, "deferred deferral deliverydelay deliverydelayed emaildeliverydelayed messagedelayed emaildeferred"},
	{"delayed", true, "delay delayed defer temporary temporaryfail transientfailure pending t tq"},
	{"auto-reply", false, "autoresponder autoreply"},
	{"complaint", true, "complaint spam abuse"},
	{"complaint", false, "complained emailcomplained emailcomplaint emailcomplaintreceived spamcomplaint spamreport spamreported spammed abusereport feedbackloop markedemailasspam"},
	{other, true, "open opened uniqueopened proxyopen click clicked processed request injection reception accepted send receive unsubscribe unsubscribed groupunsubscribe groupresubscribe " +
		"subscriptionchange subscription inbound acc"},
}

// classRows translate services' classes into words that the rules know, where a class is all that an event says.
var classRows = []struct{ mark, words string }{
	{"suppressed", "suppressed onaccountsuppressionlist suppressbounce suppresscomplaint suppressunsubscribe preblocked spamreporter manuallydeactivated notdelivered blockedduetoblacklistuser emailblocklisted rejecthardbounce rejectsoftbounce rejectspam rejectunsub rejectedhardbounce rejectedsoftbounce rejectedspam rejectedunsub rejectedcustom"},
	{"delivery time expired", "customtimeoutexceeded old expired messageexpired"},
	{"message contains a virus", "badcontent virusnotification"},
	{"throttled", "ipfailure"},
	{"too many messages", "frequencyvolume"},
	{"system error", "internalfailure recipientservererror systemissue codeerror"},
	{"connection failed", "transientcommunicationfailure connectionproblem connectionterminated connectionissue timeout badconnection"},
	{"malformed address", "invalid invalidemail bademailaddress typofix"},
	{"sending quota exceeded", "recipientlistoverpackagequota reacheddailyquota reachedmonthlyquota dailyquotaexceeded monthlyquotaexceeded"},
	{"user has moved", "addresschange"},
	{"only accepts mail from allowed senders", "challengeverification"},
	{"spam message rejected", "spamnotification filteredspam quarantined"},
	{"content rejected", "bouncecontent contentblocked contentrelated contentfilter"},
	{"host not found", "nomailhost baddomain"},
	{"user unknown", "badmailbox noemail nomailbox emailmailboxnotfound"},
	{"protocol error", "protocolissue"},
	{"spf failed", "spfproblem"},
	{"dns error", "dnsproblem"},
}

var (
	fieldNames = newDictionary(column(len(fieldRows), func(i int) string { return fieldRows[i].names }))
	kindWords  = newDictionary(column(len(kindRows), func(i int) string { return kindRows[i].words }))
	classWords = newDictionary(column(len(classRows), func(i int) string { return classRows[i].words }))
)

// fieldNamed finds a field by its name in any spelling, also as a form has it: data[email].
func fieldNamed(key string) eventField {
	var buf [32]byte
	if name, row := fieldNames.find(squash(key[lastIndexByte(key, '[')+1:], buf[:0])); row >= 0 {
		return eventField{name, fieldRows[row].role, fieldRows[row].rank}
	}
	return eventField{}
}

// kindNamed finds a kind by its word: "email.delivery_delayed", "HardBounce". What stands before the last dot is the
// service's name for its subject.
func kindNamed(word string) eventKind {
	var buf [32]byte
	if _, row := kindWords.find(squash(word[lastIndexByte(word, '.')+1:], buf[:0])); row >= 0 {
		return eventKind{kindRows[row].action, kindRows[row].generic, row + 1}
	}
	return eventKind{}
}

// classNamed is what a class means in words that the rules know, if it is one of the table.
func classNamed(word string) string {
	var buf [32]byte
	if _, row := classWords.find(squash(word, buf[:0])); row >= 0 {
		return classRows[row].mark
	}
	return ""
}

// squash is a name in lower case, letters and digits only; nothing when it is longer than any name of the tables.
func squash(s string, out []byte) []byte {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 0x20
		}
		if !wordByte(c) {
			continue
		}
		if len(out) == cap(out) {
			return nil
		}
		out = append(out, c)
	}
	return out
}
