// Types of the package. The Report and the Entry are the same from Go, the command line, JavaScript and HTTP; they only grow.
import type { Action, Input, LoadOptions, Report, Suppress, Type } from "./decoder.js";
import type { RuleSet, Source } from "./rules.js";

export type { Action, Basis, Bounce, Form, Input, LoadOptions, Report, Suppress, Type } from "./decoder.js";
export type * from "./rules.js";
export { textOf } from "./decoder.js";

/** A loaded decoder. It answers at once and makes no request. */
export interface Decoder {
  /**
   * Decodes one input: an email, an SMTP reply, a log, an event of a mail service, prose. Of more than 10 MB the first 10 MB are
   * read. It never throws for any input; what could not be read is in `warnings`. Bytes may be an Outlook file (.msg).
   */
  decode(input: Input): Report;
  /** Takes out of a text who it is about; see the function of the same name. */
  redact(text: string): string;
  close(): void;
}

/** A decoder in a worker of the browser. */
export interface WorkerDecoder {
  decode(input: Input): Promise<Report>;
  close(): void;
}

/** Loads a decoder, some 2 MB of WebAssembly. Spans of its reports are UTF-16 offsets in the text, or in `textOf(bytes)`. */
export function load(options: LoadOptions & { worker: true }): Promise<WorkerDecoder>;
export function load(options?: LoadOptions): Promise<Decoder>;

/** `load()` once, and `decode` of that decoder. */
export function decode(input: Input): Promise<Report>;

/**
 * Replaces addresses, host names and IP addresses by those of documentation (`user1@example.com`, `192.0.2.1`), the same by the same,
 * and leaves out subjects, names, the returned message and what is encoded as base64. The hosts of mail providers stay, so that the
 * answer does.
 */
export function redact(text: string): Promise<string>;

/**
 * What a reply code (`550`), an enhanced code (`5.7.26`), an error, a known response or a reason means; undefined for what is none.
 * The entries are loaded with the first call.
 */
export function explain(word: string): Promise<Entry | undefined>;

/** The rule set that the package was made from. It is loaded with the first call, and must not be changed. */
export function rules(): Promise<RuleSet>;

/** The version of the package: 1, the month of its rules, the release in that month. */
export const version: string;

/** What a code, an error, a known response or a reason means. */
export interface Entry {
  kind: "reply" | "status" | "error" | "response" | "reason";
  id: string;
  title: string;
  means: string;
  check: string;
  fix: string;
  note: string;
  /** Empty where a code says only that. */
  type: Type | "";
  action: Action | "";
  suppress: Suppress | "";
  reason: string;
  /** Its page, from the root of the site. */
  url: string;
  source: Source;
  examples: string[];
}
