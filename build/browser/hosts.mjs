// Pages of somebody else: another origin, with whatever policy and markup a test wants around the widget.
import { createServer } from "node:http";
import { site } from "./chromium.mjs";

/** The policy of the strictest page that lets the decoder in, for script, connection and worker. */
export const strict = (worker = "blob:") =>
  `default-src 'none'; script-src ${site} 'wasm-unsafe-eval'; connect-src ${site}; worker-src ${worker}; frame-src ${site}`;

/** A page with the widget in its body. */
export const host = (body, { head = "", attributes = "" } = {}) => `<!doctype html>
<html lang="en" ${attributes}>
<head><meta charset="utf-8"><title>Help center</title><meta name="viewport" content="width=device-width">${head}
<script type="module" src="${site}/widget.js"></script>
</head>
<body><main><h1>Help center</h1>${body}</main></body>
</html>`;

/** Serves pages by path: {"/": {policy, body, type}}. Pages may be added later. Returns {origin, pages, close}. */
export async function serve(pages = {}) {
  const server = createServer((request, response) => {
    if (request.url === "/favicon.ico") return response.writeHead(204).end();
    const page = pages[new URL(request.url, "http://host").pathname];
    if (!page) return response.writeHead(404).end();
    const headers = { "content-type": page.type ?? "text/html; charset=utf-8" };
    if (page.policy) headers["content-security-policy"] = page.policy;
    if (page.shared) headers["access-control-allow-origin"] = "*";
    response.writeHead(200, headers).end(page.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, pages, close: () => server.close() };
}
