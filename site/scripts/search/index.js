// Gives MiniSearch the index that was made when the site was built (site/searchindex.go says how it is written down).
import MiniSearch from "../minisearch/minisearch.js";
import { wordsOf } from "./words.js";

const fields = ["title", "note", "words"];
const maxTimes = 4; // as in Go
const rare = 3; // documents; a word that no more of them have may be a slip in one of them

/** The index, and the words that are surely meant as they are. Made in small steps, so that typing stays smooth meanwhile. */
export async function unpack({ terms: sorted, places, lengths }) {
  const terms = sorted.split(" ");
  const frequent = new Set();
  let at = 0;
  const index = terms.map((term) => {
    const data = {};
    let found = 0;
    for (let field = 0; field < fields.length; field++) {
      const count = places[at++];
      if (count === 0) continue;
      found += count;
      const documents = (data[field] = {});
      for (let i = 0, document = 0; i < count; i++) {
        const place = places[at++];
        document += Math.floor(place / maxTimes);
        documents[document] = (place % maxTimes) + 1;
      }
    }
    if (found > rare) frequent.add(term);
    return [term, data];
  });
  const documentCount = lengths.length / fields.length;
  const documentIds = {};
  const fieldLength = {};
  const total = fields.map(() => 0);
  for (let document = 0; document < documentCount; document++) {
    documentIds[document] = document;
    fieldLength[document] = lengths.slice(document * fields.length, (document + 1) * fields.length);
    fieldLength[document].forEach((length, field) => (total[field] += length));
  }
  const mini = await MiniSearch.loadJSAsync(
    {
      documentCount,
      nextId: documentCount,
      documentIds,
      fieldIds: Object.fromEntries(fields.map((name, id) => [name, id])),
      fieldLength,
      averageFieldLength: total.map((sum) => sum / documentCount),
      storedFields: {},
      dirtCount: 0,
      index,
      serializationVersion: 2,
    },
    { fields, tokenize: wordsOf, processTerm: (term) => term || null },
  );
  return { mini, frequent };
}
