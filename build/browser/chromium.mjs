// One browser for a test file, and pages that remember what went wrong in them.
// SITE is the address of the built site, CHROMIUM the browser; go run ./build test sets both.
import { chromium } from "playwright-core";

export const site = process.env.SITE ?? "http://localhost:8080";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function launch() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
  const open = browser.newContext.bind(browser);
  // What is tested here is the page. The service worker would fetch the whole site in each of many contexts; offline.test.mjs has its tests.
  browser.newContext = (options) => open({ serviceWorkers: "block", ...options });
  return browser;
}

// watched opens a page. Its `complaints` are errors on the console, exceptions, failed requests, and requests to anybody else;
// its `requests` are the addresses of all requests so far.
export async function watched(context) {
  const page = await context.newPage();
  page.complaints = [];
  page.requests = [];
  page.on("console", (message) => {
    if (message.type() === "error") page.complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => page.complaints.push(`exception: ${error}`));
  page.on("requestfailed", (request) => {
    const failure = request.failure()?.errorText;
    // Where scripts are off, the hint to fetch one early is refused as "csp"; a page's own policy would complain on the console.
    // Aborted is what was on its way when the test went on to another page; what cannot be had fails in another way.
    if (failure !== "csp" && failure !== "net::ERR_ABORTED") page.complaints.push(`failed: ${request.url()} (${failure})`);
  });
  page.on("request", (request) => {
    page.requests.push(request.url());
    if (!/^(blob|data):/.test(request.url()) && new URL(request.url()).origin !== site) {
      page.complaints.push(`left the site: ${request.url()}`);
    }
  });
  return page;
}

// paste does what a person's paste does: the page may take the text from the event, and where it does not, the text lands in
// the field as one change.
export async function paste(page, text) {
  await page.evaluate((text) => {
    const area = document.querySelector("#paste");
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    area.focus();
    area.select();
    if (!area.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }))) return;
    area.value = text;
    area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  }, text);
}

export const answer = (error) => `article.answer[data-error="${error}"]`;

// addresses are the pages of the site map, as paths.
export async function addresses() {
  const map = await (await fetch(`${site}/sitemap.xml`)).text();
  return [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => new URL(match[1]).pathname);
}

// kinds are one page of each kind, by what it is: those with most on them where there is a choice.
export async function kinds() {
  const all = await addresses();
  const prefer = ["/e/dmarc-policy/", "/codes/550/", "/codes/5.7.1/", "/reasons/user-unknown/", "/providers/gmail/", "/families/reputation/", "/guides/seven-steps/"];
  const chosen = { decoder: "/", "dead address": "/404.html" };
  for (const path of [...prefer.filter((path) => all.includes(path)), ...all]) {
    const [top, sub] = path.split("/").slice(1);
    if (!top) continue;
    const detail = top === "codes" && sub ? (sub.includes(".") ? "enhanced" : "reply") : sub ? "one" : "index";
    chosen[`${top} (${detail})`] ??= path;
  }
  return Object.entries(chosen);
}
