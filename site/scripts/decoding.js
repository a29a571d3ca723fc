// Gets the decoder when it is near use, and keeps its answers in step with the newest text.

import { page as words, scripts } from "./strings.js";
import { loadTexts, translated } from "./translate.js";
import { spoken } from "./vocabulary.js";

let loading;
let started; // what is waited for, until somebody gives up
let giveUp;
let code;
let files;
let failures = 0;

/** Starts loading on the first call. A failure is forgotten, so that the next call tries again. */
export function loadDecoder() {
  if (loading) return loading;
  started = start();
  const mine = Promise.race([started, new Promise((_, reject) => (giveUp = reject))]).catch((error) => {
    if (loading === mine) loading = undefined;
    throw error;
  });
  return (loading = mine);
}

async function start() {
  if (typeof WebAssembly !== "object") throw new Error(words.noWebAssembly);
  loadTexts();
  code ??= await fetchScript("/decoder.js");
  return code.load({ worker: true, base: "/" });
}

/** Loads what reads files. */
export async function loadFiles() {
  return (files ??= await fetchScript(scripts.files));
}

let many;
let tickets;

/** Loads what shows many deliveries at once. */
export async function loadMany() {
  await laterStyle();
  return (many ??= await fetchSpeaking(scripts.many));
}

/** Loads what makes texts for tickets and reports. */
export async function loadTickets() {
  await laterStyle();
  return (tickets ??= await fetchSpeaking(scripts.tickets));
}

let style;

// The style of what few visitors see. A page without it is plain, not broken; it is asked for again the next time.
function laterStyle() {
  return (style ??= new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = "/later.css";
    link.onload = resolve;
    link.onerror = () => {
      style = undefined;
      link.remove();
      resolve();
    };
    document.head.append(link);
  }));
}

/** Ends what the decoder is doing, whatever that is. The next call loads it anew. */
export function stopDecoder() {
  const decoder = started;
  loading = started = undefined;
  giveUp?.(new Error(words.stopped));
  decoder?.then(
    (d) => d.close(),
    () => {},
  );
}

async function fetchSpeaking(path) {
  const script = await fetchScript(path);
  script.speak(spoken());
  return script;
}

// The browser remembers a module that failed to load as failed; another address makes it try again.
async function fetchScript(path) {
  try {
    const script = await (failures === 0 ? import(path) : import(`${path}?again=${failures}`));
    if (Object.keys(script).length > 0) return script; // what was cut off to nothing is a module too
    throw new Error();
  } catch {
    failures++;
    throw new Error(words.notFetched);
  }
}

/**
 * Returns decode(input). Inputs that come while another one is being read wait, and only the newest of them is read:
 * for the others the promise gives null.
 */
export function latestWins() {
  let busy = false;
  let waiting;
  return async function decode(input) {
    if (busy) {
      waiting?.resolve(null);
      return new Promise((resolve, reject) => (waiting = { input, resolve, reject }));
    }
    busy = true;
    try {
      const decoder = await loadDecoder();
      let report;
      try {
        report = await decoder.decode(input);
      } catch (error) {
        stopDecoder(); // a program that has failed gives no further answers
        throw error;
      }
      return await translated(report);
    } finally {
      busy = false;
      const next = waiting;
      waiting = undefined;
      if (next) decode(next.input).then(next.resolve, next.reject);
    }
  };
}
