// Reads and decodes files, one after the other. Few visitors bring any, so this and what it imports is a script of its own.
import { read } from "./file.js";
import { count } from "./prose.js";
import { file as words, locale } from "./strings.js";

export { holding } from "./held.js";

const mostFiles = 1000;
const mostBytes = 50 << 20; // of all files together: their text stays in memory

/**
 * Reads files until wanted() says no more. Results are {name, size, input, text, notes, report}, or {name, size, problem};
 * results.files is how many files were read to their end, results.rest what is to be said of others. A failure of the
 * decoder itself is thrown.
 */
export async function decodeFiles(files, { decode, wanted, progress }) {
  const results = Object.assign([], { files: 0 });
  let bytes = 0;
  for (const [i, file] of files.entries()) {
    progress(i, file.name);
    const rest = files.length - i;
    if (i >= mostFiles || bytes > mostBytes) {
      results.rest = words.rest(count(rest, "file"), rest === 1, mostFiles.toLocaleString(locale));
      break;
    }
    const reader = read(file);
    for (;;) {
      let next;
      try {
        next = await reader.next();
      } catch (error) {
        next = { value: { name: file.name, size: file.size, problem: error.message } };
      }
      if (next.done) break;
      const result = next.value;
      bytes += result.text?.length ?? 0;
      if (!wanted()) return results;
      try {
        if (!result.problem) result.report = await decode(result.input);
      } catch (error) {
        if (wanted()) throw error;
      }
      if (!wanted()) return results;
      results.push(result);
    }
    results.files = i + 1;
  }
  return results;
}
