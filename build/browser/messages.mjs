// Messages that tests paste. Hostile ones are made when asked for: some are large.

// A delivery status notification on two recipients (RFC 3464), as mail programs show its source.
export const report = `From: MAILER-DAEMON@relay.example.net (Mail Delivery System)
To: sender@example.com
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=us-ascii

Your message could not be delivered to one or more recipients.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example.net
Arrival-Date: Sun, 1 Nov 2026 10:00:00 +0000

Final-Recipient: rfc822; ana@example.org
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 <ana@example.org>: Recipient address rejected: User unknown in local recipient table

Final-Recipient: rfc822; ben@example.org
Action: failed
Status: 5.2.2
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 552 5.2.2 <ben@example.org>: Mailbox is full

--b1--
`;

function nested(depth) {
  const head = [];
  const tail = [];
  for (let i = 0; i < depth; i++) {
    head.push(`Content-Type: multipart/mixed; boundary="b${i}"\n\n--b${i}\n`);
    tail.unshift(`\n--b${i}--\n`);
  }
  return `MIME-Version: 1.0\n${head.join("")}Content-Type: text/plain\n\n550 5.1.1 user unknown\n${tail.join("")}`;
}

function jpeg(size) {
  const bytes = [0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46, 0x49, 0x46, 0];
  for (let i = 0, x = 1; i < size; i++) {
    x = (x * 1103515245 + 12345) & 0x7fffffff;
    bytes.push(x >> 16 & 0xff);
  }
  return String.fromCharCode(...bytes);
}

const truncated = report.replace(
  /Content-Type: text\/plain; charset=us-ascii[\s\S]*$/,
  `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nNTUwIDUuMS4xIHVzZXIgdW5rbm93biA8YW5hQGV4YW1wbGUub3JnP`,
);

export const hostile = {
  "10 MB of x": () => "x".repeat(10_000_000),
  "10 MB of short lines": () => "550 \n".repeat(2_000_000),
  "a JPEG": () => jpeg(60_000),
  "MIME nested 200 deep": () => nested(200),
  "a lone 550": () => "550",
  "emoji": () => "📮💌🏳️‍🌈 550 5.1.1 👩‍👩‍👧‍👦 user unknown 📭",
  "half an emoji": () => "550 5.1.1 \ud83d user unknown",
  "NULs": () => "550 5.1.1\0\0\0 user\0unknown\0".repeat(1000),
  "truncated base64": () => truncated,
  "only white space": () => " \n\t\r\n ".repeat(1000),
  "a line without end": () => `550 5.1.1 ${"user unknown ".repeat(200_000)}`,
  "unclosed HTML": () => `<div>${"<b>".repeat(20_000)}550 5.1.1 user unknown`,
};
