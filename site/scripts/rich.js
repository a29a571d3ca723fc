// One text in three forms: Markdown for trackers, HTML for help desks and mail, and nodes for this page. A text is a list of
// blocks: {h}, {p}, {code}, {facts: [[name, value]]}, {list}.

/** What Markdown takes for its own, and trackers for a mention of somebody, in text that is quoted. */
const quiet = (text) => text.replace(/[\\`*_{}[\]<>#|~@]/g, "\\$&").replaceAll("\n", " ");

// A fence longer than any in the text.
function fenced(text) {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

const inMarkdown = (text) => text.split("`").map((piece, i) => (i % 2 ? `\`${piece}\`` : quiet(piece))).join("");

export function markdown(blocks) {
  return `${blocks
    .map(({ h, p, code, facts, list, link }) => {
      if (h) return `## ${quiet(h)}`;
      if (code) return fenced(code);
      if (facts) return facts.map(([name, value]) => `- **${quiet(name)}:** ${inMarkdown(value)}`).join("\n");
      if (list) return list.map((item) => `- ${inMarkdown(item)}`).join("\n");
      if (link) return `<${link}>`;
      return p.split("\n\n").map(inMarkdown).join("\n\n");
    })
    .join("\n\n")}\n`;
}

const plain = (text) => text.replaceAll("`", "");

export function plainText(blocks) {
  return `${blocks
    .map(({ h, p, code, facts, list, link }) => {
      if (h) return h;
      if (facts) return facts.map(([name, value]) => `${name}: ${plain(value)}`).join("\n");
      if (list) return list.map((item) => `- ${plain(item)}`).join("\n");
      return code ?? link ?? plain(p);
    })
    .join("\n\n")}\n`;
}

const escaped = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const inHTML = (text) => text.split("`").map((piece, i) => (i % 2 ? `<code>${escaped(piece)}</code>` : escaped(piece))).join("");

/** HTML for the clipboard: it is never made into a part of this page. */
export function html(blocks) {
  return blocks
    .map(({ h, p, code, facts, list, link }) => {
      if (h) return `<h3>${escaped(h)}</h3>`;
      if (code) return `<pre>${escaped(code)}</pre>`;
      if (facts) return `<ul>${facts.map(([name, value]) => `<li><strong>${escaped(name)}:</strong> ${inHTML(value)}</li>`).join("")}</ul>`;
      if (list) return `<ul>${list.map((item) => `<li>${inHTML(item)}</li>`).join("")}</ul>`;
      if (link) return `<p><a href="${escaped(link)}">${escaped(link)}</a></p>`;
      return p.split("\n\n").map((part) => `<p>${inHTML(part)}</p>`).join("");
    })
    .join("\n");
}
