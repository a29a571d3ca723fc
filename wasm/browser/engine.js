// Starts the WebAssembly engine and calls it through its linear memory.
import { run } from "./host.js";

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Loads engine and Table and returns a decoder whose decode(input) answers at once. */
export async function start(base, { wasm, table } = {}) {
  if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly: use the reference pages instead");
  const [e, rules] = await Promise.all([
    run((imports) => instantiate(wasm ?? new URL("decoder.wasm", base), imports)),
    table ?? bytes(new URL("table.bin", base)),
  ]);
  if (!["alloc", "load", "decode", "resultAt", "resultSize"].every((name) => e[name])) throw new Error("the engine and this page are of two versions: load the page again");
  let fault; // a program that has failed gives no further answers
  const put = (data) => {
    const at = e.alloc(data.length);
    new Uint8Array(e.mem.buffer, at, data.length).set(data);
  };
  const result = () => text.decode(new Uint8Array(e.mem.buffer, e.resultAt(), e.resultSize()));
  put(new Uint8Array(rules));
  if (!e.load()) throw new Error(result());
  return {
    decode(input) {
      if (fault) throw fault;
      const data = bytesOf(input) ?? utf8.encode(String(input));
      try {
        put(data);
        e.decode();
        return JSON.parse(result());
      } catch (error) {
        throw (fault = error);
      }
    },
    redact(input) {
      put(utf8.encode(String(input)));
      e.redact();
      return result();
    },
    close() {},
  };
}

/** The bytes of a file, however they are held; undefined for text. */
export const bytesOf = (input) =>
  input instanceof ArrayBuffer
    ? new Uint8Array(input)
    : ArrayBuffer.isView(input)
      ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
      : undefined;

async function instantiate(source, imports) {
  try {
    return await instance(source, imports);
  } catch (error) {
    throw error instanceof WebAssembly.CompileError ? new Error("the engine's file is damaged: load it again", { cause: error }) : error;
  }
}

async function instance(source, imports) {
  if (source instanceof WebAssembly.Module) return WebAssembly.instantiate(source, imports);
  if (!(source instanceof URL)) return (await WebAssembly.instantiate(source, imports)).instance;
  const response = await get(source);
  if ((response.headers.get("content-type") ?? "").startsWith("application/wasm")) {
    return (await WebAssembly.instantiateStreaming(response, imports)).instance;
  }
  // A host that sends another type cannot stream; the engine still works.
  return (await WebAssembly.instantiate(await response.arrayBuffer(), imports)).instance;
}

const bytes = async (url) => (await get(url)).arrayBuffer();

async function get(url) {
  const response = await fetch(url, { credentials: "same-origin" }).catch(() => {
    throw new Error(`${url.pathname} could not be fetched; is the connection up?`);
  });
  if (!response.ok) throw new Error(`${url.pathname} could not be loaded (${response.status})`);
  return response;
}
