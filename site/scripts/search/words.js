// Cuts what a reader types into words. The index was cut in the same way when the site was built (site/searchwords.go), and a test holds the
// two together.

const unspaced = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`;
const dotted = String.raw`(?:x|\d+)(?:\.\d+)+`; // 5.7.26, x.7.26, 192.0.2.1
const letters = String.raw`(?!${unspaced})[\p{L}\p{N}](?:(?!${unspaced})[\p{L}\p{N}\p{M}]|${"['’`\u00ad]"}(?=\p{L}))*`;
const word = new RegExp(`${dotted}|${unspaced}+|${letters}`, "giu");
const startsUnspaced = new RegExp(`^${unspaced}`, "u");
const apostrophes = /['’`\u00ad]/g; // "didn't" is one word, however it is written

/** The form in which words are compared: lower case, without accents. */
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** All words of a text: "550-5.7.26 [TSS04] User's" gives 550, 5.7.26, tss04, users. */
export const wordsOf = (text) => [...pieces(text)].map((piece) => piece.word);

/** The same with the places where they stand. Chinese and Japanese put no spaces between words: every two characters are one. */
export function* pieces(text) {
  for (const { 0: found, index } of text.matchAll(word)) {
    const characters = startsUnspaced.test(found) ? [...found] : [];
    if (characters.length < 3) {
      yield { word: fold(found.replace(apostrophes, "")), start: index, end: index + found.length };
      continue;
    }
    for (let i = 0, start = index; i + 1 < characters.length; start += characters[i++].length) {
      const two = characters[i] + characters[i + 1];
      yield { word: fold(two), start, end: start + two.length };
    }
  }
}

export const isCode = (word) => /^(?:[245]\d\d|[x245]\.\d{1,3}\.\d{1,3})$/.test(word);
