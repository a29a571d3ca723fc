package engine

// What differs between mail programs, as data: the marks that say where a notice ends, what it is, who it is about.
// All are lower case.

// Lines from here on are the returned message, not the notice.
var originalMarkers = []string{
	"--- below this line is a copy of the message", "--- below this line is the original bounce", "------ this is a copy of", "original message headers:",
	"original message follows", "a copy of the original message below", "----- original message", "-----original message", "---- original message", "--- original message", "----- unsent message follows", "--- the header of the original message", "--- returned message",
	"----- message header follows", "----- message headers follow", "message headers follow", "message text follows", "--- start of returned message", "the original message was:", "-------- original message", "---------- forwarded message", "----- begin original", "--- original message follows",
	"your original message follows", "your message follows", "content of the original message", "the body of your message", "headers of the original message", "the following is a copy of the", "received headers:",
	"en-têtes de message d'origine", "en-têtes de message originaux", "intestazioni originali del messaggio", "ursprungshuvuden", "oorspronkelijke berichtkoppen",
	"cabeçalhos originais da mensagem", "ursprüngliche nachrichtenkopfzeilen", "encabezados de mensaje originales", "----- the following is the original", "===== original message", "--- enclosed is the posting", "possibly truncated original",
	"received: from ", "received: by ", "received: (", "return-path: <", "dkim-signature: ", "mime-version: 1",
	"original message headers", "ursprüngliche kopfzeilen", "en-têtes du message d'origine", "encabezados de mensajes originales", "encabezados del mensaje original", "intestazioni messaggio originale", "cabeçalhos da mensagem original", "cabeçalhos de mensagem original", "oorspronkelijke berichtkopteksten", "ursprungliga meddelanderubriker", "oprindelige brevhoveder", "oprindelige meddelelseshoveder", "opprinnelige meldingshoder", "alkuperäisen viestin otsik", "alkuperäiset viestin otsik", "oryginalne nagłówki wiadomości", "původní záhlaví zpráv", "исходные заголовки сообщ", "вихідні заголовки повідомл", "özgün ileti üstbilgi", "κεφαλίδες αρχικού μηνύματος", "αρχικές κεφαλίδες μηνύματος", "eredeti üzenetfejléc", "anteturile mesajului original", "anteturi mesaj original", "元のメッセージ ヘッダー", "原始邮件头", "原始郵件標頭", "원본 메시지 헤더", "---original", "--- ursprüngliche nachricht", "---ursprüngliche nachricht", "---message d'origine", "---mensaje original", "---messaggio originale", "---mensagem original", "---oorspronkelijk bericht", "---ursprungligt meddelande", "---oprindelig meddelelse", "---opprinnelig melding", "---alkuperäinen viesti", "---wiadomość oryginalna", "---původní zpráva", "---исходное сообщение", "---вихідне повідомлення", "---özgün ileti", "---αρχικό μήνυμα", "---eredeti üzenet", "---mesaj original", "---元のメッセージ", "--- 元のメッセージ", "---原始邮件", "--- 原始邮件", "---原始郵件", "---원본 메시지",
}

// Senders that write notices.
var bounceSenders = []string{
	"mailer-daemon", "postmaster", "post_master", "post-master", "mail delivery", "mail-daemon", "mailerdaemon", "mdaemon", "delivery subsystem", "microsoftexchange", "mail system", "mail administrator",
	"mail router", "mail-router", "mailsystem", "delivery system", "delivery agent", "undelivered", "bounce@", "bounces@", "mailer daemon", "auto-notify", "exchange@", "delivery-status", "system administrator", "mail server", "mail service", "mailmarshal",
}

// Subjects of notices.
var bounceSubjects = []string{
	"undeliver", "delivery status", "delivery fail", "failure notice", "returned mail", "mail delivery", "non remis", "could not be delivered", "could not deliver", "unzustellbar", "nondeliver", "non-deliver", "delivery error",
	"delivery problem", "mail failure", "warning: message", "delayed", "returned to sender", "delivery has failed", "failed mail", "no se pudo entregar", "no se puede entregar", "non recapitabile", "olevererbart", "fehler bei der nachrichten", "rejected mail", "mail could not", "message status",
	"delivery notification", "could not send message", "onbestelbaar", "не удалось", "недоставлен", "falha na entrega", "devolvid", "niedostarcz", "kézbesít", "iletil", "配信", "退信", "配信不能", "送信できません", "undelivarable", "mail undelivered", "unable to deliver", "not delivered", "failed delivery", "bounce", "mail failed", "returning to sender", "mail system error", "message rejected", "nachricht nicht", "échec", "mislukt",
	"nicht zugestellt", "no se ha podido entregar", "não é possível entregar", "mancato recapito", "impossibile recapitare", "niet bezorgd", "det går inte att leverera", "kan ikke leveres", "ikke leveret", "ikke levert", "toimitus epäonnistui", "ei voi toimittaa", "nie można dostarczyć", "nedoručiteln", "nelze doručit", "не удается достав", "не доставлен", "не вдалося достав", "недоставлен", "teslim edilem", "η παράδοση", "nelivrabil", "imposibil de livrat", "未送达", "无法传递", "無法傳遞", "無法送達", "배달되지", "배달할 수 없", "발송 실패", "전송 실패", "반송", "送信エラー",
}

// Sentences of notices.
var bounceSentences = []string{
	"could not be delivered", "couldn't be delivered", "not be delivered", "was not delivered", "wasn't delivered", "delivery has failed", "delivery to the following", "undeliverable", "permanent error", "permanent fatal error", "delivery failed", "did not reach the following", "unable to deliver",
	"returned to you", "failed to deliver", "couldn't be sent", "message not delivered", "has not been delivered", "has not yet been delivered", "this is the mail system at host", "this is the qmail-send program", "non-delivery", "delivery error", "could not deliver", "had delivery problems", "delivery status notification", "undelivered mail",
	"error occurred while trying to deliver", "message blocked", "error message below", "no such user", "could not be sent", "no longer valid", "unable to be delivered", "delivery attempt", "cannot be delivered", "can't be delivered", "nicht zugestellt", "n'a pas pu être", "no se ha podido entregar", "no ha podido", "was rejected", "bounced", "returned mail", "not deliver", "transcript of session", "failed permanently", "unknown user", "user unknown", "automatically rejected", "by the list moderator", "accepted by the moderator", "allowed to post", "配信できません", "配信不能", "届きませんでした",
	"konnte nicht zugestellt", "nicht übermittelt werden", "nachrichtenzustellung", "n'a pas été", "échec de la remise", "n'est pas parvenu", "no se ha entregado", "no se pudo entregar", "no se puede entregar", "error de entrega", "non è stato recapitato", "impossibile recapitare", "recapito non riuscito", "não foi entregue", "não foi possível entregar", "falha na entrega", "niet worden bezorgd", "niet bezorgd", "gick inte att leverera", "inte levererats", "levererades inte", "ikke leveres", "ikke leveret", "ikke levert", "mislykkedes", "mislyktes", "ei toimitettu", "ei voitu toimittaa", "toimitus epäonnistui", "nie została dostarczona", "nie można dostarczyć", "nie powiodło się", "nebyla doručena", "nelze doručit", "se nezdařilo", "не доставлен", "не удалось достав", "не может быть доставлен", "не может быть отправлен", "не вдалося достав", "teslim edilem", "δεν παραδόθηκε", "η παράδοση απέτυχε", "δεν ήταν δυνατή η παράδοση", "sikerült kézbesíteni", "kézbesítés", "nu a fost trimis", "nu a putut fi livrat", "nu a reușit", "配信されません", "配信に失敗", "送信できません", "未送达", "退回", "无法送达", "无法传递", "未能成功", "無法傳遞", "未能成功傳送", "無法送達", "전송되지 않았", "배달하지 못", "실패하였습니다", "실패했습니다",
}

// Words before an address that say it is the recipient.
var recipientLabels = []string{
	"to", "recipient", "recipients", "rcpt", "user", "mailbox", "account", "address", "addresses", "for", "recipient(s)", "address(es)", "destinataire", "empfänger", "destinatario", "inbox", "delivered-to", "original-recipient", "final-recipient", "an",
	"rfc822", "smtp", "recipient address", "person", "unknown", "folder", "destinatário", "à", "alias", "mailaddress", "email",
	"für", "para", "a", "aan", "bij", "til", "till", "do", "na adresę", "на адрес", "адресату", "для", "на адресу", "către", "la", "προς", "geadresseerde", "ontvanger", "mottagare", "modtager", "mottaker", "vastaanottaja", "adresat", "odbiorca", "příjemce", "получатель", "одержувач", "alıcı", "παραλήπτη", "παραλήπτης", "címzett", "címre", "destinatar", "adresse", "e-mail-adresse", "adresse e-mail", "empfängeradresse", "adresse du destinataire", "dirección del destinatario", "indirizzo destinatario", "endereço do destinatário", "adres geadresseerde", "宛先", "受信者", "送信先", "あて先", "收件人", "收件者", "发送到", "发送至", "未送达", "받는 사람", "수신자", "받는사람", "osoitteeseen", "adresu",
}

// Words that make "words: address" a line about a recipient when nothing else stands on it.
var fieldLabels = []string{"recipient", "recipients", "recipient(s)", "recipient address", "failed address", "destination address", "user", "rcpt to", "*  to", "smtp", "allowed size", "destinataire", "empfänger", "destinatario", "destinatário"}

// What Exim writes before the address whose mail a command or file should have taken.
const pipedFrom = "generated by"

// Words before an address that say it is somebody else.
var otherLabels = []string{"from", "sender", "contact", "by", "cc", "reply-to", "message-id", "id", "von", "de", "expéditeur", "absender", "mail from", "return-path", "postmaster", "administrator", "help", "visit", "at", "references", "sender address", "from address", "original address", "return address", "hello", "dear", "hi", "from", "cid", "mailto", "absenderadresse", "adresse de l'expéditeur", "mittente", "remetente", "remitente", "afzender", "van", "avsändare", "från", "afsender", "avsender", "fra", "lähettäjä", "nadawca", "od", "odesílatel", "отправитель", "от", "відправник", "від", "gönderen", "kimden", "αποστολέας", "από", "feladó", "expeditor", "差出人", "送信者", "发件人", "寄件者", "寄件人", "보낸 사람", "발신자", "message id"}

// Words of the fields that mail programs show above a message: who sent it, and what it is about.
var (
	fromWords    = []string{"from", "von", "de", "da", "van", "från", "fra", "lähettäjä", "od", "от", "от кого", "від", "kimden", "gönderen", "από", "feladó", "de la", "差出人", "送信者", "发件人", "寄件者", "寄件人", "보낸 사람", "보낸사람", "expéditeur"}
	subjectWords = []string{"subject", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp", "ämne", "emne", "aihe", "temat", "předmět", "тема", "konu", "θέμα", "tárgy", "subiect", "件名", "主题", "主題", "主旨", "제목"}
)

// Sentences that say that the message is still being tried.
var delaySentences = []string{
	"still being retried", "will keep trying", "you do not need to resend", "has not yet been delivered", "message is delayed", "delivery is delayed", "will be retried", "will continue to try", "still trying", "warning only", "not yet been delivered", "hasn't been delivered yet", "delivery will continue to be attempted", "gmail will retry",
	"noch nicht zugestellt", "weiterhin versucht", "gmail versucht es", "pas encore été", "va réessayer", "todavía no se ha", "aún no se ha", "volverá a intentar", "non è ancora stato", "riproverà", "ainda não foi", "tentará novamente", "nog niet bezorgd", "gmail probeert", "inte levererats än", "gmail försöker", "endnu ikke leveret", "gmail prøver", "ikke levert ennå", "ei ole vielä", "gmail yrittää", "nie została jeszcze", "będzie ponawiać", "ještě nebyla", "bude pokoušet", "еще не доставлен", "ещё не доставлен", "повторять попытки", "ще не доставлен", "повторюватиме", "henüz teslim edilmedi", "saat daha", "δεν έχει παραδοθεί ακόμη", "θα προσπαθήσει ξανά", "még nem", "gmail még", "nu a fost livrat încă", "gmail va încerca", "まだ配信されていません", "再試行します", "尚未送达", "尚未传递", "继续重试", "尚未送達", "尚未傳遞", "持續重試", "아직 배달", "다시 시도합니다",
}

// Sentences that say that the system gave up.
var failureSentences = []string{"this is a permanent error", "permanent fatal", "i've given up", "was not delivered to", "not try to deliver it again", "no further attempts", "will not continue trying"}

// Marks before the name of the host that wrote a notice.
var reporterMarkers = []string{
	"reporting-mta:", "mail server on ", "status notification from ", "queue on ", "--> ehlo ", "--> helo ", "generating server", "dsn generated by", "generierender server", "dsn generiert von", "serveur de génération", "dsn généré par", "servidor de generación", "generando servidor", "dsn generada por", "server di generazione", "dsn generata da", "servidor de origem", "servidor gerador", "dsn gerada por", "bronserver", "dsn gegenereerd door", "genererande server", "genererende server", "genererer server", "luova palvelin", "serwer generujący", "generující server", "формирующий сервер", "сервер, що створив", "oluşturan sunucu", "διακομιστής δημιουργίας", "létrehozó kiszolgáló", "server de generare", "生成サーバー", "dsn の生成元", "生成服务器", "正在生成服务器", "產生伺服器", "생성 서버",
}

// The same in a line that begins with one of the introductions.
var (
	introductions = []string{"this is the ", "hi. this is the "}
	introduced    = []string{"at host ", "at "}
)

// Words after that host, where it begins the line: Exchange 2003 writes <mail.example.org #5.1.1>.
var reporterTails = []string{" #5.", " #4."}

// Subjects of automatic answers that lack the headers of RFC 3834.
var autoReplySubjects = []string{
	"out of office", "out of the office", "automatic reply", "auto reply", "auto-reply", "autoreply", "auto response", "autoresponse", "automatische antwort", "abwesen", "réponse automatique", "absence du bureau", "respuesta automática", "fuera de la oficina",
	"resposta automática", "risposta automatica", "fuori sede", "automatisch antwoord", "afwezig", "autosvar", "automaattinen vastaus", "autoodpowiedź", "automatická odpověď", "автоответ", "自動返信", "自動応答", "自动回复", "your email requires verification", "please confirm your message", "on vacation", "vacation", "i am away", "away from",
	"automatisk svar", "automatiskt svar", "frånvaro", "ikke til stede", "fraværsm", "fravær", "poissa", "odpowiedź automatyczna", "automatyczna odpowiedź", "nieobecn", "mimo kancelář", "автоматический ответ", "автовідповідь", "автоматична відповідь", "otomatik yanıt", "ofis dışında", "αυτόματη απάντηση", "εκτός γραφείου", "automatikus válasz", "házon kívül", "răspuns automat", "în afara biroului", "ausência", "afwezig", "不在通知", "不在のお知らせ", "自动答复", "自動回覆", "自動答覆", "不在办公室", "不在辦公室", "자동 회신", "자동응답", "부재 중", "부재중",
}

// Words before a host name that say it is the one that answered.
var remoteMarkers = []string{"remote-mta: dns;", "while talking to ", "host ", "remote server returned", "conversation with ", "lost connection with ", "connect to ", "connected to ", "remote host ", "remote server ", recipientServer, "server: ", "host: ", "giving up on ", "remote system: dns;", "remote-mta:", "[", "transferring to ", "<-- 220 ", "host name: ", "timed out with ", "refused by "}

// Words after the host that answered, where it begins the line.
var remoteTails = []string{" does not like recipient", " failed after i sent", " [", " #5", " #4", " rejected your message", " gave this error"}

const recipientServer = "server for the recipient domain "

// Words before "host" that say it is the sender's own.
var senderWords = []string{"client", "your", "sending", "connecting", "sender", "source", "unknown", "system at", "program at", "dns", "name", "generating", "generierender", "generující", "genererande", "genererende", "genererer"}

// Lines that begin so are no part of the reply above them.
var replyEnds = []string{"---", "|---", "remote system:", "giving up on ", "i'm not going to try again", "warning: message still", "(expanded from", ">>> ", "____", "===="}

// Marks before a command in a transcript, and what a command begins with.
var (
	transcriptMarks = []string{">>> ", "--> ", "sent: ", "command: "}
	commands        = []struct{ mark, command string }{{"rcpt", "RCPT"}, {"mail from", "MAIL"}, {"data", "DATA"}, {"ehlo", "EHLO"}, {"helo", "EHLO"}, {"starttls", "STARTTLS"}, {"auth ", "AUTH"}}
)

// Marks of the command that was answered, and its RFC 5321 name.
var commandMarkers = []struct{ mark, command string }{
	{"in reply to rcpt", "RCPT"},
	{"in reply to mail", "MAIL"},
	{"in reply to end of data", "DATA"},
	{"in reply to data", "DATA"},
	{"for rcpt to command", "RCPT"},
	{"for mail from command", "MAIL"},
	{"for text command", "DATA"},
	{"in reply to ehlo", "EHLO"},
	{"in reply to helo", "EHLO"},
	{"in reply to starttls", "STARTTLS"},
	{"in reply to auth", "AUTH"},
	{"after rcpt", "RCPT"},
	{"after mail from", "MAIL"},
	{"after end of data", "DATA"},
	{"after pipelined end of data", "DATA"},
	{"after pipelined data", "DATA"},
	{"after data", "DATA"},
	{"after initial connection", "CONNECT"},
	{"after helo", "EHLO"},
	{"after ehlo", "EHLO"},
	{"after starttls", "STARTTLS"},
	{"did not like our rcpt", "RCPT"},
	{"did not like our mail", "MAIL"},
	{"did not like our data", "DATA"},
	{"refused to talk to me", "CONNECT"},
	{"but greeting failed", "CONNECT"},
	{"but my name was rejected", "EHLO"},
	{"but sender was rejected", "MAIL"},
	{"failed on data command", "DATA"},
	{"while performing the ehlo", "EHLO"},
	{"while performing the initial server greeting", "CONNECT"},
	{"while receiving the initial server greeting", "CONNECT"},
	{"while sending rcpt", "RCPT"},
	{"while sending mail", "MAIL"},
	{"while sending data", "DATA"},
	{"while sending end of data", "DATA"},
	{"for rcpt to command", "RCPT"},
	{"for mail from command", "MAIL"},
	{"for text command", "DATA"},
	{"for data command", "DATA"},
	{"does not like recipient", "RCPT"},
	{"sent <<< rcpt", "RCPT"},
	{"sent <<< mail", "MAIL"},
	{"sent <<< data", "DATA"},
	{"[rcpt_to]", "RCPT"},
	{"[mail_from]", "MAIL"},
	{"failed after i sent the message", "DATA"},
}
