// Compiled by tsc, never run: the types say what the package has.
import { decode, explain, load, redact, rules, textOf, version } from "whybounced";
import type { Bounce, Decoder, Entry, Report, RuleSet, WorkerDecoder } from "whybounced";

const report: Report = await decode(new Uint8Array());
const bounce: Bounce | undefined = report.bounces[0];
const type: "hard" | "soft" | "undetermined" | "none" | undefined = bounce?.type;
const decoder: Decoder = await load();
const same: Report = decoder.decode("550");
const text: string = decoder.redact(await redact("550"));
const inWorker: WorkerDecoder = await load({ worker: true, base: "/whybounced/" });
const later: Promise<Report> = inWorker.decode(new ArrayBuffer(1));
const entry: Entry | undefined = await explain("5.7.26");
const set: RuleSet = await rules();
const phrases: string[] | undefined = set.errors[0]?.responses[0]?.match.all;
const shown: string = textOf(new Uint8Array()) + version + entry?.source.url + type + same.form + text + phrases;

// @ts-expect-error: a decoder that is not in a worker has no promise
decoder.decode("550").then;
// @ts-expect-error: there is no such type of bounce
const no: typeof bounce.type = "harder";
// @ts-expect-error: only text is redacted
await redact(new Uint8Array());

export { later, no, shown };
