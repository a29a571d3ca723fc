// The Worker. It starts the Go program in the first fetch (workerd gives no random numbers before one) and keeps it for the
// isolate: only the first request pays for the start.
import { EmailMessage } from "cloudflare:email";
import "./wasm_exec.js"; // from the tool of github.com/syumai/workers
import program from "./app.wasm";
import table from "./table.bin";

globalThis.tryCatch = (call) => {
  try {
    return { result: call() };
  } catch (error) {
    return { error };
  }
};

globalThis.whybouncedTable = new Uint8Array(table);
globalThis.whybouncedCharset = (label, bytes) => {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return null; // a name that is no charset
  }
};

let started;

async function start(env) {
  const binding = {};
  const go = new Go();
  let stopped;
  const ready = new Promise((resolve, reject) => {
    const imports = { ...go.importObject, workers: { ready: resolve } };
    stopped = WebAssembly.instantiate(program, imports).then((instance) => go.run(instance, { env, binding }));
    stopped.then(() => reject(new Error("the engine stopped")), reject);
  });
  await ready;
  // A program that stops later takes its isolate's requests with it: the next one starts another.
  stopped.catch(() => {}).then(() => (started = undefined));
  return binding;
}

const engine = (env) => (started ??= start(env));

// Mails are handed to the same program under a name that no request from outside can have.
const mailHost = "mail.invalid";
const maxMail = 2 << 20; // bytes, as MaxMail of internal/api

export default {
  async fetch(request, env) {
    try {
      if (new URL(request.url).hostname === mailHost) return new Response(null, { status: 404 });
      return await (await engine(env)).handleRequest(request);
    } catch {
      started = undefined;
      const detail = "the service could not answer; try again, or use the decoder page, which needs no service";
      return new Response(JSON.stringify({ type: "about:blank", title: "Service Unavailable", status: 503, detail }) + "\n", {
        status: 503,
        headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", "Retry-After": "5", "X-Content-Type-Options": "nosniff" },
      });
    }
  },

  // A bounce that somebody forwarded is answered with its explanation (docs/run-your-own.md). Who may be answered, Go decides.
  async email(message, env) {
    if (message.rawSize > maxMail) return message.setReject("larger than 2 MiB; forward the notice without what it returns");
    const request = new Request(`https://${mailHost}/`, {
      method: "POST",
      headers: { "Content-Type": "message/rfc822", "X-Envelope-From": message.from, "X-Envelope-To": message.to },
      body: message.raw,
    });
    const response = await (await engine(env)).handleRequest(request);
    if (response.status === 200) await message.reply(new EmailMessage(message.to, message.from, await response.text()));
  },
};
