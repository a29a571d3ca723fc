// What scripts/decoding.js is on the decoder page: where the cards get what few visitors see. In the widget its style is part
// of the cards' sheet.
import { spoken } from "../scripts/vocabulary.js";

let script;

/** Says how a script is fetched: who fetched this one knows the names and hashes of the others. */
export const fetchWith = (fetchScript) => (script = fetchScript);

async function later(name) {
  const code = await script(name);
  code.speak(spoken());
  return code;
}

/** Loads what shows many deliveries at once. */
export const loadMany = () => later("many");

/** Loads what makes texts for tickets and reports. */
export const loadTickets = () => later("tickets");
