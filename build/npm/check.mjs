// Holds the package to what Go says: every case is an input and the JSON that is wanted, byte for byte once both
// are written by JSON.stringify: Go escapes "<". It runs in every host.

// Node 20 does not know the syllables that the WHATWG's EUC-KR has beyond the old standard.
const knowsKorean = new TextDecoder("euc-kr").decode(Uint8Array.of(0x8c, 0x63)) === "똠";

/**
 * @param whybounced the package
 * @param {string} lines the cases, one JSON a line
 * @param {object} [options] of load
 */
export async function check(whybounced, lines, options) {
  const began = performance.now();
  const decoder = await whybounced.load(options);
  decoder.decode("550 5.1.1 <bob@example.org>: User unknown");
  const started = performance.now();
  const cases = lines
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const result = { start: started - began, cases: cases.length, different: 0, wrong: [], rate: 0 };
  const wrong = (c, got) => {
    if (result.different++ < 5) result.wrong.push({ name: c.name, want: c.want, got });
  };
  const decoded = [];
  for (const c of cases) {
    const input = c.bytes ? Uint8Array.from(atob(c.bytes), (x) => x.charCodeAt(0)) : c.text;
    let got;
    if (c.does === "decode") {
      decoded.push(input);
      got = JSON.stringify(decoder.decode(input));
    } else if (c.does === "redact") got = decoder.redact(input);
    else if (c.does === "explain") got = JSON.stringify(await whybounced.explain(input)) ?? "";
    else throw new Error(`no such case: ${c.does}`);
    if (c.does === "decode" && c.name === "charset-ks_c_5601-1987.txtar" && !knowsKorean) {
      if (got === c.want) wrong({ name: c.name, want: "another answer from a host that does not know all of EUC-KR" }, got);
      continue;
    }
    if (got !== c.want && (c.does === "redact" || got !== JSON.stringify(JSON.parse(c.want)))) wrong(c, got);
  }
  const western = whybounced.textOf(Uint8Array.of(0x93, 0x41, 0x94, 0xe9));
  if (western !== "“A”é") wrong({ name: "textOf", want: "“A”é" }, western);
  for (const word of ["", "toString", "__proto__", "no-such-word"]) {
    const entry = await whybounced.explain(word);
    if (entry !== undefined) wrong({ name: `explain ${word}`, want: "undefined" }, JSON.stringify(entry));
  }
  const rules = await whybounced.rules();
  if (rules.errors.length === 0 || !/^\d+\.\d+\.\d+/.test(whybounced.version)) wrong({ name: "rules, version", want: "some" }, whybounced.version);
  const again = performance.now();
  let n = 0;
  while (performance.now() - again < 1000) decoder.decode(decoded[n++ % decoded.length]);
  result.rate = (n / (performance.now() - again)) * 1000;
  return result;
}
