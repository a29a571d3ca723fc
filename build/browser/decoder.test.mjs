// The decoder as a person uses it: paste, read.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answer, launch, paste, site, watched } from "./chromium.mjs";
import { report } from "./messages.mjs";

let browser, context, page, rules;

before(async () => {
  browser = await launch();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await watched(context);
  await page.goto(site);
  rules = await (await fetch(`${site}/rules.json`)).json();
});

after(() => browser.close());

// examples come one of each error in turn, so that an answer that has not changed is never taken for a new one.
function examples() {
  const queues = rules.errors.map((error) => ({
    id: error.id,
    texts: error.responses.flatMap((response) => (response.retired ? [] : response.examples)),
  }));
  const list = [];
  for (let round = 0; queues.some((queue) => round < queue.texts.length); round++) {
    for (const { id, texts } of queues) {
      if (round < texts.length) list.push({ id, text: texts[round] });
    }
  }
  return list;
}

// show pastes each example and returns those that are not shown as their error. It runs in the page: thousands of pastes would mean
// tens of thousands of calls into it.
const show = (page, list) =>
  page.evaluate(async (list) => {
    const area = document.querySelector("#paste");
    const cards = () => [...document.querySelectorAll("article.answer")];
    const put = (text) => {
      area.value = text;
      area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
    };
    const until = (there) =>
      new Promise((resolve) => {
        if (there()) return resolve(true);
        const done = (is) => (watch.disconnect(), clearTimeout(limit), resolve(is));
        const watch = new MutationObserver(() => there() && done(true));
        const limit = setTimeout(() => done(false), 5000);
        watch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-error"] });
      });
    const wrong = [];
    let last;
    for (const { id, text } of list) {
      if (id === last) {
        put("");
        await until(() => cards().length === 0);
      }
      last = id;
      put(text);
      if (await until(() => cards().some((card) => card.dataset.error === id))) continue;
      wrong.push(`${id}: ${JSON.stringify(text)} shows ${cards().map((card) => card.dataset.error || "no error").join(", ") || "nothing"}`);
      if (wrong.length >= 10) break;
    }
    return wrong;
  }, list);

test("the first paste loads the engine and is answered", async () => {
  const first = examples()[0];
  assert.ok(first, "rules.json has no examples");
  await paste(page, first.text);
  await page.waitForSelector(answer(first.id), { timeout: 20_000 });
});

// A page waits a moment before it reads what is being typed; several pages wait at the same time.
const readers = 4;

test("every example of the rules shows its error", { timeout: 600_000 }, async () => {
  const list = examples();
  const share = Math.ceil(list.length / readers);
  const wrong = await Promise.all(
    Array.from({ length: readers }, async (_, i) => {
      const reader = await watched(context);
      await reader.goto(site);
      const found = await show(reader, list.slice(i * share, (i + 1) * share));
      const complaints = reader.complaints;
      await reader.close();
      return [...found, ...complaints];
    }),
  );
  assert.deepEqual(wrong.flat(), []);
});

test("a report on two recipients shows two cards", async () => {
  await paste(page, report);
  await page.waitForFunction(() => document.querySelectorAll("article.answer").length === 2);
  const text = await page.innerText("body");
  assert.match(text, /ana@example\.org/);
  assert.match(text, /ben@example\.org/);
});

test("a paste causes no request, and is answered without a network", async () => {
  await paste(page, "");
  const before = page.requests.length;
  await context.setOffline(true);
  await paste(page, report);
  await page.waitForFunction(() => document.querySelectorAll("article.answer").length === 2);
  await page.waitForTimeout(500);
  await context.setOffline(false);
  assert.deepEqual(page.requests.slice(before), []);
});

test("HTML in a reply is shown as text", async () => {
  const attack = `550 5.1.1 <img src=x onerror="window.pwned=1"><script>window.pwned=1</script> user unknown <b>bold</b>`;
  await paste(page, attack);
  await page.waitForFunction(() => document.querySelector("article.answer")?.textContent.includes("user unknown"));
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  assert.equal(await page.locator("article.answer img, article.answer script").count(), 0);
  assert.match(await page.inputValue("#paste"), /<img src=x/);
});

test("nothing was complained about", () => {
  assert.deepEqual(page.complaints, []);
});
