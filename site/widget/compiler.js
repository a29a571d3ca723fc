// The compiler off the page's main thread: one order, one answer.
import { compile } from "./compile.js";

onmessage = async ({ data }) => {
  try {
    const made = await compile(data);
    postMessage(made, [made.table]);
  } catch (error) {
    postMessage({ error: String(error?.message ?? error) });
  }
};
postMessage({ runs: true });
