// Nothing moves while a page arrives. On a slow line, or on a machine that is busy, a browser shows a page in pieces; a piece may end anywhere.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { kinds, launch, site } from "./chromium.mjs";

const piece = 3000; // bytes of a page at a time; some end in its head, some in its first screenful
const pause = 30; // ms between them, about two frames
const atOnce = 4; // pages: most of the time each waits

let browser, slow;
before(async () => {
  browser = await launch();
  slow = createServer(async (request, response) => {
    const answer = await fetch(site + request.url);
    const body = Buffer.from(await answer.arrayBuffer());
    const type = answer.headers.get("content-type");
    response.writeHead(answer.status, { "content-type": type });
    if (type.startsWith("text/html")) {
      for (let at = 0; at + piece < body.length; at += piece) {
        response.write(body.subarray(at, at + piece));
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
      response.end(body.subarray(body.length - (body.length % piece || piece)));
    } else {
      response.end(body);
    }
  });
  await new Promise((resolve) => slow.listen(0, "localhost", resolve));
});
after(() => {
  slow.close();
  slow.closeAllConnections();
  return browser.close();
});

for (const width of [320, 412, 1280]) {
  test(`nothing moves while a page arrives, ${width} px wide`, { timeout: 120_000 }, async () => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, isMobile: width < 1000, hasTouch: width < 1000 });
    await context.addInitScript(() => {
      window.moved = [];
      const where = ({ node, previousRect: from, currentRect: to }) =>
        `${node?.nodeName ?? "something"} "${node?.textContent?.trim().slice(0, 40) ?? ""}" from ${from.x}, ${from.y} to ${to.x}, ${to.y}`;
      new PerformanceObserver((list) => {
        for (const { sources } of list.getEntries()) window.moved.push(sources.map(where).join("; ") || "something");
      }).observe({ type: "layout-shift", buffered: true });
    });
    const moved = [];
    const looked = async (page, [kind, path]) => {
      await page.goto(`http://localhost:${slow.address().port}${path}`, { waitUntil: "networkidle" });
      const some = await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(window.moved)))));
      // The configurator's example is decoded as the page opens: an answer takes its place, as it does after a paste.
      if (some.length > (path === "/embed/" ? 1 : 0)) moved.push(`${kind} ${path}: ${some.join(" | ")}`);
    };
    const left = [...(await kinds()), ["steps", "/guides/seven-steps/"], ["figures", "/measured/"]];
    const inOneTab = async () => {
      const page = await context.newPage();
      while (left.length > 0) await looked(page, left.pop());
    };
    await Promise.all(Array.from({ length: atOnce }, inOneTab));
    await context.close();
    assert.deepEqual(moved, []);
  });
}
