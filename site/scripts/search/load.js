// Gets the index when a search is near.
import { finder } from "./find.js";

let loading;

/** The function find(query), made from search.json at the first call. A failure is forgotten: the next call tries again. */
export function load() {
  loading ??= start().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function start() {
  const response = await fetch("/search.json", { credentials: "same-origin" });
  if (!response.ok) throw new Error(`the index did not come (${response.status})`);
  return finder(await response.json());
}
