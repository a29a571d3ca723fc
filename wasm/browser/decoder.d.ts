// Types of decoder.js. The Report is the same from the command line, JavaScript and HTTP; it only grows.

export interface LoadOptions {
  /** Where decoder.wasm, table.bin and decoder.worker.js lie; default: beside decoder.js. */
  base?: string | URL;
  /** Decode in a worker: decode() then returns a promise. */
  worker?: boolean;
  /** The engine, where it is not to be fetched: its bytes or a compiled module. */
  wasm?: BufferSource | WebAssembly.Module;
  /** The rule table, where it is not to be fetched. */
  table?: ArrayBuffer;
}

/**
 * Text, or a file as it is: only its bytes hold what is in an old charset unharmed. Of an Outlook file (.msg) give what
 * outlook.js makes of it.
 */
export type Input = string | ArrayBuffer | ArrayBufferView;

export interface Decoder {
  /** Never throws for any input. Spans are UTF-16 offsets in the text, or in textOf(bytes). */
  decode(input: Input): Report;
  close(): void;
}

export interface WorkerDecoder {
  decode(input: Input): Promise<Report>;
  close(): void;
}

/** The bytes of a file as the text that the spans of their report fit to. What is no UTF-8 is shown as windows-1252. */
export function textOf(bytes: Uint8Array): string;

export function load(options: LoadOptions & { worker: true }): Promise<WorkerDecoder>;
export function load(options?: LoadOptions): Promise<Decoder>;

export type Form = "dsn" | "bounce" | "complaint" | "auto-reply" | "log" | "event" | "response" | "text" | "none";
export type Type = "hard" | "soft" | "undetermined" | "none";
export type Suppress = "yes" | "watch" | "no";
export type Basis = "rule" | "wording" | "status" | "reply" | "none";
export type Action =
  | "retry" | "slow-down" | "fix-recipient" | "fix-auth" | "fix-content" | "fix-reputation" | "fix-setup"
  | "contact-recipient" | "review-suppression" | "none";

export interface Report {
  version: 1;
  form: Form;
  bounces: Bounce[];
  warnings: string[];
}

export interface Bounce {
  recipient: string;
  reply: string;
  status: string;
  text: string;
  remote: string;
  reporter: string;
  command: string;
  type: Type;
  action: Action;
  suppress: Suppress;
  family: string;
  reason: string;
  error: string;
  rule: string;
  provider: string;
  basis: Basis;
  title: string;
  means: string;
  check: string;
  fix: string;
  /** Plain words for someone who knows nothing of SMTP. */
  customer: string;
  note: string;
  /** Where the known response comes from; empty without one. */
  source: Partial<Record<"kind" | "url" | "seen", string>>;
  /** A sending service's own steps. */
  relays: { relay: string; steps: string }[];
  url: string;
  /** Seconds; 0 when the text names no time. */
  retryAfter: number;
  facts: Partial<Record<"sender-domain" | "sender-ip" | "recipient-domain" | "blocklist" | "token" | "limit" | "help-url", string>>;
  trace: string;
  /** When it was last tried, or told: RFC 3339, or --03-01T10:00:00 where no year is named. Absent where no time is. */
  when?: string;
  spans: { kind: "reply" | "status" | "phrase" | "recipient" | "remote"; start: number; end: number }[];
  /** `when` stands in place of `at` where the line names no year. */
  attempts: { at: string; reply: string; status: string; text: string; when?: string }[];
  also: string[];
}
