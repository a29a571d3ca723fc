// Types of outlook.js.

/** Whether bytes begin as every compound file does: Outlook's .msg, and old Office files. */
export function isCompound(bytes: Uint8Array): boolean;

/**
 * The message in a .msg file as an Internet message, for decode(), and what is to be said of the file. Both are empty
 * where there is nothing. Never throws; its work is bounded by the size of the file.
 */
export function message(bytes: Uint8Array): { message: Uint8Array; warning: string };
