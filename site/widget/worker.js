// The engine off the page's main thread. It says that it runs, is told what to load, and then reads what it is given.
import { open } from "./open.js";

let decoder;
onmessage = async ({ data: { id, load, input } }) => {
  try {
    if (load) decoder = await open(load);
    postMessage({ id, report: load ? null : decoder.decode(input) });
  } catch (error) {
    postMessage({ id, error: String(error?.message ?? error) });
  }
};
postMessage({ runs: true });
