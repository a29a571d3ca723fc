package engine

// What the marks of markers.go are in other languages: those of Exchange, Gmail, Domino and others in German, French,
// Spanish, Italian, Portuguese, Dutch, Swedish, Danish, Norwegian, Finnish, Polish, Czech, Russian, Ukrainian, Turkish,
// Greek, Hungarian, Romanian, Japanese, Chinese and Korean. All are lower case, folded (see folded), and one text a list:
// a slice would bring sixteen bytes more for each to every visitor.

// Headings of the returned message.
const originalAbroad = "" +
	"ursprüngliche kopfzeilen|en-têtes du message d'origine|encabezados de mensajes originales|encabezados del mensaje original|" +
	"intestazioni messaggio originale|cabeçalhos da mensagem original|cabeçalhos de mensagem original|oorspronkelijke berichtkopteksten|" +
	"ursprungliga meddelanderubriker|oprindelige brevhoveder|oprindelige meddelelseshoveder|opprinnelige meldingshoder|alkuperäisen viestin otsik|" +
	"alkuperäiset viestin otsik|oryginalne nagłówki wiadomości|původní záhlaví zpráv|исходные заголовки сообщ|вихідні заголовки повідомл|" +
	"özgün ileti üstbilgi|κεφαλίδες αρχικού μηνύματος|αρχικές κεφαλίδες μηνύματος|eredeti üzenetfejléc|anteturile mesajului original|" +
	"anteturi mesaj original|元のメッセージ ヘッダー|原始邮件头|原始郵件標頭|원본 메시지 헤더"

// Subjects of notices.
const subjectsAbroad = "" +
	"退回|nicht zugestellt|no se ha podido entregar|não é possível entregar|mancato recapito|impossibile recapitare|niet bezorgd|det går inte att leverera|" +
	"kan ikke leveres|ikke leveret|ikke levert|toimitus epäonnistui|ei voi toimittaa|nie można dostarczyć|nedoručiteln|nelze doručit|не удается достав|" +
	"не доставлен|не вдалося достав|teslim edilem|η παράδοση|nelivrabil|imposibil de livrat|未送达|无法传递|無法傳遞|無法送達|배달되지|배달할 수 없|발송 실패|전송 실패|반송|送信エラー"

// Sentences of notices.
const sentencesAbroad = "" +
	"konnte nicht zugestellt|nicht übermittelt werden|nachrichtenzustellung|n'a pas été|échec de la remise|n'est pas parvenu|no se ha entregado|" +
	"no se pudo entregar|no se puede entregar|error de entrega|non è stato recapitato|impossibile recapitare|recapito non riuscito|não foi entregue|" +
	"não foi possível entregar|falha na entrega|niet worden bezorgd|niet bezorgd|gick inte att leverera|inte levererats|levererades inte|ikke leveres|" +
	"ikke leveret|ikke levert|mislykkedes|mislyktes|ei toimitettu|ei voitu toimittaa|toimitus epäonnistui|nie została dostarczona|nie można dostarczyć|" +
	"nie powiodło się|nebyla doručena|nelze doručit|se nezdařilo|не доставлен|не удалось достав|не может быть доставлен|не может быть отправлен|" +
	"не вдалося достав|teslim edilem|δεν παραδόθηκε|η παράδοση απέτυχε|δεν ήταν δυνατή η παράδοση|sikerült kézbesíteni|kézbesítés|nu a fost trimis|" +
	"nu a putut fi livrat|nu a reușit|配信されません|配信に失敗|送信できません|未送达|退回|无法送达|无法传递|未能成功|無法傳遞|未能成功傳送|無法送達|전송되지 않았|배달하지 못|실패하였습니다|실패했습니다"

// Words before an address that say it is the recipient.
const recipientsAbroad = "" +
	"für|para|a|aan|bij|til|till|do|na adresę|на адрес|адресату|для|на адресу|către|la|προς|geadresseerde|ontvanger|mottagare|modtager|mottaker|" +
	"vastaanottaja|adresat|odbiorca|příjemce|получатель|одержувач|alıcı|παραλήπτη|παραλήπτης|címzett|címre|destinatar|adresse|e-mail-adresse|adresse e-mail|" +
	"empfängeradresse|adresse du destinataire|dirección del destinatario|indirizzo destinatario|endereço do destinatário|adres geadresseerde|宛先|受信者|送信先|あて先|" +
	"收件人|收件者|发送到|发送至|未送达|받는 사람|수신자|받는사람|osoitteeseen|adresu"

// Words before an address that say it is somebody else.
const othersAbroad = "" +
	"absenderadresse|adresse de l'expéditeur|mittente|remetente|remitente|afzender|van|avsändare|från|afsender|avsender|fra|lähettäjä|nadawca|od|odesílatel|" +
	"отправитель|от|відправник|від|gönderen|kimden|αποστολέας|από|feladó|expeditor|差出人|送信者|发件人|寄件者|寄件人|보낸 사람|발신자"

// Fields above a message: who sent it.
const fromAbroad = "" +
	"von|de|da|van|från|fra|lähettäjä|od|от|от кого|від|kimden|gönderen|από|feladó|de la|差出人|送信者|发件人|寄件者|寄件人|보낸 사람|보낸사람|expéditeur"

// Fields above a message: what it is about.
const aboutAbroad = "" +
	"betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|aihe|temat|předmět|тема|konu|θέμα|tárgy|subiect|件名|主题|主題|主旨|제목"

// Sentences that say that the message is still being tried.
const delaysAbroad = "" +
	"noch nicht zugestellt|weiterhin versucht|gmail versucht es|pas encore été|va réessayer|todavía no se ha|aún no se ha|volverá a intentar|" +
	"non è ancora stato|riproverà|ainda não foi|tentará novamente|nog niet bezorgd|gmail probeert|inte levererats än|gmail försöker|endnu ikke leveret|" +
	"gmail prøver|ikke levert ennå|ei ole vielä|gmail yrittää|nie została jeszcze|będzie ponawiać|ještě nebyla|bude pokoušet|еще не доставлен|" +
	"ещё не доставлен|повторять попытки|ще не доставлен|повторюватиме|henüz teslim edilmedi|saat daha|δεν έχει παραδοθεί ακόμη|θα προσπαθήσει ξανά|még nem|" +
	"gmail még|nu a fost livrat încă|gmail va încerca|まだ配信されていません|再試行します|尚未送达|尚未传递|继续重试|尚未送達|尚未傳遞|持續重試|아직 배달|다시 시도합니다"

// Words before the name of the host that wrote a notice.
const reportersAbroad = "" +
	"generierender server|dsn generiert von|serveur de génération|dsn généré par|servidor de generación|generando servidor|dsn generada por|" +
	"server di generazione|dsn generata da|servidor de origem|servidor gerador|dsn gerada por|bronserver|dsn gegenereerd door|genererande server|" +
	"genererende server|genererer server|luova palvelin|serwer generujący|generující server|формирующий сервер|сервер, що створив|oluşturan sunucu|" +
	"διακομιστής δημιουργίας|létrehozó kiszolgáló|server de generare|生成サーバー|dsn の生成元|生成服务器|正在生成服务器|產生伺服器|생성 서버"

// Subjects of automatic answers.
const awayAbroad = "" +
	"automatisk svar|automatiskt svar|frånvaro|ikke til stede|fraværsm|fravær|poissa|odpowiedź automatyczna|automatyczna odpowiedź|nieobecn|mimo kancelář|" +
	"автоматический ответ|автовідповідь|автоматична відповідь|otomatik yanıt|ofis dışında|αυτόματη απάντηση|εκτός γραφείου|automatikus válasz|házon kívül|" +
	"răspuns automat|în afara biroului|ausência|不在通知|不在のお知らせ|自动答复|自動回覆|自動答覆|不在办公室|不在辦公室|자동 회신|자동응답|부재 중|부재중"

// Each list of marks has those of other languages from the start.
func init() {
	for _, l := range []struct {
		marks *[]string
		more  string
	}{
		{&originalMarkers, originalAbroad},
		{&bounceSubjects, subjectsAbroad},
		{&bounceSentences, sentencesAbroad},
		{&recipientLabels, recipientsAbroad},
		{&otherLabels, othersAbroad},
		{&fromWords, fromAbroad},
		{&subjectWords, aboutAbroad},
		{&delaySentences, delaysAbroad},
		{&reporterMarkers, reportersAbroad},
		{&autoReplySubjects, awayAbroad},
	} {
		for more := l.more; more != ""; {
			end := indexByte(more, '|')
			if end < 0 {
				end = len(more)
			}
			*l.marks = append(*l.marks, more[:end])
			more = more[min(end+1, len(more)):]
		}
	}
}
