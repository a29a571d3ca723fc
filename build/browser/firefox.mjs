// Firefox, for what depends on the browser. FIREFOX names it.
import puppeteer from "puppeteer-core";

export function launchFirefox({ preferences = {} } = {}) {
  return puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    headless: true,
    extraPrefsFirefox: preferences,
  });
}
