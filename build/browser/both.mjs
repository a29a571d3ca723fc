// What is written once and driven in Chromium and in Firefox: one browser of each kind, pages that remember what went wrong in them, and a
// server in front of the site that can publish another version and go away.
// SITE, CHROMIUM and FIREFOX are set by go run ./build test.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import puppeteer from "puppeteer-core";
import { site } from "./chromium.mjs";

const kinds = {
  chrome: {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  },
  firefox: {
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    extraPrefsFirefox: { "dom.events.testing.asyncClipboard": true }, // no question to the reader before a page writes to the clipboard
  },
};

export const browsers = Object.keys(kinds);

export const launch = (browser) => puppeteer.launch({ browser, headless: true, ...kinds[browser] });

/** Opens a page in a context of its own. `complaints` are errors on its console and exceptions in it. */
export async function open(browser, { width = 1280, height = 900 } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width, height });
  page.setDefaultTimeout(30_000);
  page.complaints = [];
  page.on("console", (message) => message.type() === "error" && page.complaints.push(message.text()));
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  return page;
}

/** The text of an element, as it is shown. */
export const textOf = (page, selector) => page.$eval(selector, (element) => element.innerText);

/** The paste of a person: see chromium.mjs. */
export const paste = (page, text) =>
  page.evaluate((text) => {
    const area = document.querySelector("#paste");
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    area.focus();
    area.select();
    if (!area.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }))) return;
    area.value = text;
    area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  }, text);

export const cards = (page, count) => page.waitForFunction((count) => document.querySelectorAll("article.answer").length === count, {}, count);

const hash = (body) => createHash("sha256").update(body).digest("hex");

/**
 * A host in front of the site. `down` refuses everything, `broken` is a path that is still what it was, `slow` is how many ms each answer waits, without `scripts` none may run, `asked` are the paths that were asked for.
 * publish({path: (text) => text}) changes files as a build would: pages name the new versions, and the service worker knows them.
 */
export async function host() {
  const files = new Map(); // those that differ from the site
  const replaced = []; // [old, new] hashes
  const self = { down: false, slow: 0, scripts: true, asked: [] };
  const body = async (path) => Buffer.from(await (await fetch(site + path)).arrayBuffer());
  const server = createServer(async (request, response) => {
    self.asked.push(request.url);
    if (self.down) return request.socket.destroy();
    try {
      const { pathname } = new URL(request.url, site);
      const answer = await fetch(site + request.url, { redirect: "manual" });
      let data = (pathname === self.broken ? undefined : files.get(pathname)) ?? Buffer.from(await answer.arrayBuffer());
      if (/html/.test(answer.headers.get("content-type")) || pathname === "/sw.js") data = renamed(data);
      if (self.slow) await new Promise((resolve) => setTimeout(resolve, self.slow));
      const headers = Object.fromEntries([...answer.headers].filter(([name]) => !/^(content-length|content-encoding|transfer-encoding|connection|date)$/.test(name)));
      if (!self.scripts) headers["content-security-policy"] = [headers["content-security-policy"], "script-src 'none'"].flat();
      response.writeHead(answer.status, headers).end(data);
    } catch {
      response.destroy();
    }
  });
  const renamed = (data) => {
    let text = data.toString();
    for (const [before, after] of replaced) text = text.replaceAll(before, after).replaceAll(before.slice(0, 12), after.slice(0, 12));
    return Buffer.from(text);
  };
  self.publish = async (changes) => {
    const pages = Object.keys(changes).filter((path) => path.endsWith("/"));
    // Scripts first: the hashes of pages depend on theirs.
    for (const path of [...Object.keys(changes).filter((path) => !pages.includes(path)), ...new Set([...pages, "/", "/search/", "/offline/"])]) {
      const before = files.get(path) ?? (await body(path));
      const after = renamed(Buffer.from(changes[path]?.(before.toString()) ?? before.toString()));
      files.set(path, after);
      if (hash(before) !== hash(after)) replaced.push([hash(before), hash(after)]);
    }
  };
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  self.url = `http://localhost:${server.address().port}`;
  self.close = () => {
    server.close();
    server.closeAllConnections();
  };
  return self;
}
