// Checks the installed package in Node, Deno or Bun: run.mjs CASES. What it finds is written as one line of JSON.
import { readFileSync, writeSync } from "node:fs";
import process from "node:process";
import { check } from "./check.mjs";

const cases = readFileSync(process.argv[2], "utf8");
const began = performance.now();
const whybounced = await import("whybounced");
const imported = performance.now() - began;
const result = await check(whybounced, cases);
const host = globalThis.Deno ? `Deno ${Deno.version.deno}` : process.versions.bun ? `Bun ${process.versions.bun}` : `Node ${process.versions.node}`;
writeSync(1, `${JSON.stringify({ host, ...result, start: result.start + imported })}\n`);
