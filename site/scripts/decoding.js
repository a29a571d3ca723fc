// Gets the decoder when it is near use, and keeps its answers in step with the newest text.

let loading;
let code;
let failures = 0;

/** Starts loading on the first call. A failure is forgotten, so that the next call tries again. */
export function loadDecoder() {
  loading ??= start().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function start() {
  if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly");
  code ??= await fetchCode();
  return code.load({ worker: true, base: "/" });
}

// The browser remembers a module that failed to load as failed; another address makes it try again.
async function fetchCode() {
  try {
    return await (failures === 0 ? import("/decoder.js") : import(`/decoder.js?again=${failures}`));
  } catch {
    failures++;
    throw new Error("its file could not be fetched; is the connection up?");
  }
}

/**
 * Returns decode(text). Texts that come while another one is being read wait, and only the newest of them is read:
 * for the others the promise gives null.
 */
export function latestWins() {
  let busy = false;
  let waiting;
  return async function decode(text) {
    if (busy) {
      waiting?.resolve(null);
      return new Promise((resolve, reject) => (waiting = { text, resolve, reject }));
    }
    busy = true;
    try {
      return await (await loadDecoder()).decode(text);
    } finally {
      busy = false;
      const next = waiting;
      waiting = undefined;
      if (next) decode(next.text).then(next.resolve, next.reject);
    }
  };
}
