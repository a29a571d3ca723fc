// Shows bytes as text. Files of mail may hold several charsets at once, and none of them as a whole.

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

// What windows-1252 has from 0x80 to 0x9f; above it is Unicode. Hosts have had decoders that do not know.
const western = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/** Whether all of it is UTF-8. */
export function isUTF8(bytes) {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** UTF-8 where it is that; any other byte is one character. The engine counts the same way, so that its spans fit. */
export function textOf(bytes) {
  try {
    return strict.decode(bytes);
  } catch {
    return byByte(bytes);
  }
}

function byByte(bytes) {
  const units = new Uint16Array(bytes.length);
  let n = 0;
  for (let i = 0; i < bytes.length; ) {
    const [rune, size] = runeAt(bytes, i);
    if (rune >= 0x10000) {
      units[n++] = 0xd800 + ((rune - 0x10000) >> 10);
      units[n++] = 0xdc00 + (rune & 0x3ff);
    } else units[n++] = size === 1 && rune >= 0x80 && rune < 0xa0 ? western.charCodeAt(rune - 0x80) : rune;
    i += size;
  }
  return new TextDecoder("utf-16le", { ignoreBOM: true }).decode(units.subarray(0, n));
}

// The character at a place and its size: 1 for a byte that begins none.
function runeAt(bytes, i) {
  const c = bytes[i];
  const size = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
  if (c < 0xc2 || c > 0xf4) return [c, 1];
  let rune = c & (0xff >> (size + 1));
  for (let k = 1; k < size; k++) {
    if ((bytes[i + k] & 0xc0) !== 0x80) return [c, 1];
    rune = (rune << 6) | (bytes[i + k] & 0x3f);
  }
  return rune < [0, 0, 0x80, 0x800, 0x10000][size] || rune > 0x10ffff ? [c, 1] : [rune, size];
}
