// What is bundled for a browser, as Vite and webpack take it.
import * as whybounced from "whybounced";
import { check } from "./check.mjs";

globalThis.checked = fetch("/cases.jsonl")
  .then((response) => response.text())
  .then((cases) => check(whybounced, cases));
