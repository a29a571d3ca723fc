// Where the other files of the widget are, and what they have to be. The build writes both in: the name of each file holds
// the hash of what it holds, and whatever is fetched is checked against its hash.
export const site = new URL(WIDGET_ROOT, import.meta.url);

export const address = (name) => new URL(`widget/${WIDGET_FILES[name][0]}`, site).href;

/** Address and hash, for open.js, which may run where this module does not. */
export const pinned = (name) => [address(name), WIDGET_FILES[name][1]];

let failures = 0;

/** Imports a script. A browser remembers one that failed as failed; another address makes it try again. */
export async function script(name) {
  try {
    return await import(address(name) + (failures > 0 ? `?again=${failures}` : ""));
  } catch {
    failures++;
    throw new Error(`a file of the decoder could not be loaded from ${site.host}`);
  }
}
