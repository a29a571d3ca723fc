// The decoder off the main thread. The first message carries the base address, each later one a text or the bytes of a file.
import { start } from "./engine.js";

let decoder;
onmessage = async ({ data }) => {
  try {
    if (data.base) {
      decoder = await start(new URL(data.base));
      postMessage({ id: data.id });
    } else {
      postMessage({ id: data.id, report: decoder.decode(data.input) });
    }
  } catch (error) {
    postMessage({ id: data.id, error: String(error?.message ?? error) });
  }
};
