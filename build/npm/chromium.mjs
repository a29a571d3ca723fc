// Opens bundles in Chromium and prints what they found: chromium.mjs NAME=URL… (CHROMIUM is the browser).
import { chromium } from "../browser/node_modules/playwright-core/index.mjs";

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
for (const pair of process.argv.slice(2)) {
  const [name, url] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
  await page.goto(url);
  const result = await page.evaluate(() => globalThis.checked ?? Promise.reject(new Error("the bundle did not run")));
  if (complaints.length > 0) throw new Error(`${name}: ${complaints.join("; ")}`);
  console.log(JSON.stringify({ host: name, ...result }));
  await page.close();
}
await browser.close();
