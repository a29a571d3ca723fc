// Reads a dead address as what it was meant to say. /550-5.7.26/ and /5.7.26 are codes, /dmarc-policy is an error whose folder
// was forgotten: such an address leads on at once. Anything else is compared with the pages there are, and read by the decoder.
import { el } from "./dom.js";

const limit = 300; // bytes: a longer text is for the decoder
const asked = words(location.pathname);

function words(path) {
  let text = path;
  try {
    text = decodeURIComponent(path);
  } catch {
    // not UTF-8: as it stands
  }
  return text.replace(/\.(?:html?|md|json)\/?$/, "").replace(/[/+_\s]+/g, " ").trim().slice(0, limit);
}

/** The codes in an address, the finest first: an enhanced code says more than a reply code. "5-7-26" is 5.7.26. */
function codesIn(text) {
  const dotted = text.replace(/(^|[\s-])([245x])-(\d{1,3})-(\d{1,3})(?=$|\s)/g, "$1$2.$3.$4");
  const enhanced = dotted.match(/(?<![\d.])[245x]\.\d{1,3}\.\d{1,3}(?![\d.])/g) ?? [];
  const basic = dotted.match(/(?<![\d.])[245]\d\d(?![\d.])/g) ?? [];
  const rest = dotted.replace(/[245x]\.\d{1,3}\.\d{1,3}|[245]\d\d/g, "").replace(/^(?:codes?|e|smtp|error|go)\b/i, "");
  return { codes: [...enhanced.map((code) => code.replace(/^x/, "5")), ...basic], alone: !/[a-z0-9]/i.test(rest) };
}

/** All pages, as addresses. */
async function pages() {
  const map = await (await fetch("/sitemap.xml")).text();
  return [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => new URL(match[1]).pathname);
}

const lastWord = (path) => path.split("/").filter(Boolean).at(-1) ?? "";

// near counts the pairs of letters that two words share, from 0 to 1 (Dice's coefficient): typing errors change few of them.
function near(a, b) {
  const pairs = (word) => new Set([...`^${word}$`].slice(1).map((letter, i) => `^${word}$`[i] + letter));
  const [left, right] = [pairs(a), pairs(b)];
  let shared = 0;
  for (const pair of left) if (right.has(pair)) shared++;
  return (2 * shared) / (left.size + right.size);
}

const linkTo = (href, text) => el("li", {}, el("a", { href }, text));

function show(...items) {
  if (!items.length) return;
  const box = document.getElementById("asked");
  box.append(el("h2", {}, "Perhaps you meant"), el("ul", { class: "entries" }, items));
  box.hidden = false;
}

async function find() {
  if (!asked || asked === "404") return;
  const all = await pages();
  const { codes, alone } = codesIn(asked);
  const ofCodes = codes.map((code) => `/codes/${code}/`).filter((path) => all.includes(path));
  if (alone && ofCodes.length) return location.replace(ofCodes[0]);

  const slug = asked.split(" ").at(-1).toLowerCase();
  const joined = asked.toLowerCase().replace(/ /g, "-");
  const exact = all.filter((path) => [slug, joined].includes(lastWord(path)) && path !== location.pathname);
  if (exact.length) return location.replace(exact.find((path) => path.startsWith("/e/")) ?? exact[0]);

  const similar = all
    .map((path) => ({ path, score: Math.max(near(lastWord(path), slug), near(lastWord(path), joined)) }))
    .filter(({ score }) => score > 0.5)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3);
  show(
    ...ofCodes.map((path) => linkTo(path, lastWord(path))),
    ...similar.map(({ path }) => linkTo(path, path)),
    linkTo(`/#q=${encodeURIComponent(asked)}`, `Decode “${asked}”`),
  );
}

find().catch(() => {}); // offline: the links below are there anyway
