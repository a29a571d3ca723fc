// What the engine asks of its host. Go's own support code (wasm_exec.js) does the same and much that a page never needs: files, timers, values of
// JavaScript; visitors would load it twice, in the page and in the worker.

const text = new TextDecoder();
const utf8 = new TextEncoder();

/** Starts a program that compile(imports) makes, and returns what it exports. What it throws ends it. */
export async function run(compile) {
  let program, view; // growing the memory makes a new buffer
  let said = "";
  let decoded;
  const memory = () => (view?.buffer === program.mem.buffer ? view : (view = new DataView(program.mem.buffer)));
  const number = (at) => Number(memory().getBigInt64(at, true));
  const bytes = (at, size) => new Uint8Array(program.mem.buffer, at >>> 0, size);
  const none = () => {};
  const origin = Date.now() - performance.now();
  const { exports } = await compile({
    // The runtime of Go hands over its stack, where arguments and results lie.
    gojs: {
      "runtime.wasmExit": () => {
        throw new Error(`the decoder has stopped: ${said || "it found a fault in itself"}`);
      },
      "runtime.wasmWrite": (sp) => (said += text.decode(bytes(number(sp + 16), memory().getInt32(sp + 24, true)))),
      "runtime.resetMemoryDataView": none,
      "runtime.nanotime1": (sp) => memory().setBigInt64(sp + 8, BigInt(Math.round((origin + performance.now()) * 1e6)), true),
      "runtime.walltime": (sp) => {
        memory().setBigInt64(sp + 8, BigInt(Math.floor(Date.now() / 1000)), true);
        memory().setInt32(sp + 16, 0, true);
      },
      "runtime.getRandomData": (sp) => crypto.getRandomValues(bytes(number(sp + 8), number(sp + 16))),
      "runtime.scheduleTimeoutEvent": none, // it has no timers
      "runtime.clearTimeoutEvent": none,
    },
    // The engine asks for legacy charsets by name; the host knows them all. One that knows some wrongly is mended by whybouncedCharset.
    whybounced: {
      charset: (label, labelSize, data, size) => {
        try {
          const name = text.decode(bytes(label, labelSize));
          const source = bytes(data, size);
          decoded = utf8.encode(globalThis.whybouncedCharset?.(name, source) ?? new TextDecoder(name).decode(source));
          return decoded.length;
        } catch {
          return -1; // a name that is no charset
        }
      },
      charsetText: (at) => bytes(at, decoded.length).set(decoded),
    },
  });
  program = exports;
  program.run(0, 0); // returns at once: it waits for calls
  return program;
}
