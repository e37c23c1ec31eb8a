const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The first bits of a character of one to four bytes. */
const leads = [0, 0xc0, 0xe0, 0xf0];

/** The bytes of a text in UTF-8. The engine has no platform to ask, so it counts them out itself. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (const character of text.toWellFormed()) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes[length++] = code;
    else {
      const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
      bytes[length++] = (leads[more] ?? 0) | (code >> (6 * more));
      for (let rest = more - 1; rest >= 0; rest--) bytes[length++] = 0x80 | ((code >> (6 * rest)) & 0x3f);
    }
  }
  return bytes.slice(0, length);
}

/** The text of bytes in UTF-8; undefined if they are none. */
export function textOfBytes(bytes: Uint8Array): string | undefined {
  const escaped: string[] = [];
  for (const byte of bytes) escaped.push(byte < 0x80 && byte !== 0x25 ? String.fromCharCode(byte) : `%${hex(byte)}`);
  try {
    return decodeURIComponent(escaped.join(""));
  } catch {
    return undefined;
  }
}

const hex = (byte: number) => byte.toString(16).padStart(2, "0");

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, hex).join("");
}

export function toBase64(bytes: Uint8Array): string {
  const made: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const signs = [18, 12, 6, 0].map((shift) => alphabet.charAt((three >> shift) & 63));
    made.push(...signs.slice(0, Math.min(4, bytes.length - at + 1)));
  }
  return made.join("").padEnd(Math.ceil(made.length / 4) * 4, "=");
}

/** Both alphabets, with or without padding; undefined for anything else. */
export function fromBase64(text: string): Uint8Array | undefined {
  const signs = text
    .replaceAll(/\s/g, "")
    .replaceAll("-", "+")
    .replaceAll("_", "/")
    .replace(/={1,2}$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(signs) || signs.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((signs.length * 3) / 4));
  let [held, bits, length] = [0, 0, 0];
  for (const sign of signs) {
    held = ((held << 6) | alphabet.indexOf(sign)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length++] = (held >> bits) & 0xff;
  }
  return bytes;
}
