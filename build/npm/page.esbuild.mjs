// What is bundled for a browser with esbuild, which does not follow addresses: it takes the two files as modules.
import * as whybounced from "whybounced";
import wasm from "whybounced/decoder.wasm";
import table from "whybounced/table.bin";
import { check } from "./check.mjs";

globalThis.checked = fetch("/cases.jsonl")
  .then((response) => response.text())
  .then((cases) => check(whybounced, cases, { wasm, table }));
