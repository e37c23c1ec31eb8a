/** Shorter secrets hide nothing, and blotting them out would spoil every text. */
const SHORTEST = 4;
/** A piece of Base64 or hex that is shorter stands in ordinary texts by chance. */
const SHORTEST_PIECE = 8;
/** Of a secret of several lines, such as a private key, each line is one by itself. */
const SHORTEST_LINE = 16;

/**
 * Every way in which services and programs write a secret when they repeat it: as it is, in addresses and forms, in JSON inside
 * of texts, in HTML, as Base64 (alone, or wherever it stands in something longer) and as hex. The longest come first: what is
 * blotted out in one spelling must not leave an end of a longer one.
 */
export function spellingsOf(secrets: readonly string[]): string[] {
  const whole = secrets.flatMap((secret) => [secret, secret.trim(), ...linesOf(secret)]);
  const spelled = new Set(whole.filter((secret) => secret.length >= SHORTEST).flatMap(spell));
  return [...spelled].sort((a, b) => b.length - a.length);
}

const linesOf = (secret: string) => {
  const lines = secret.split(/\r?\n|\\n/).map((line) => line.trim());
  return lines.length < 2 ? [] : lines.filter((line) => line.length >= SHORTEST_LINE);
};

function spell(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const pieces = [bytes.toString("hex"), ...inBase64(bytes)];
  return [...escapedForms(secret), ...pieces.filter((piece) => piece.length >= SHORTEST_PIECE).flatMap(inOtherLetters)];
}

/** A text as it is, in addresses and forms, in JSON inside of texts and in HTML. */
export function escapedForms(text: string): string[] {
  return [text, ...inAddresses(text), ...inJson(text), ...inHtml(text)];
}

/** Percent signs as browsers, forms and stricter programs set them (RFC 3986), in both cases of their hex, once and twice. */
function inAddresses(secret: string): string[] {
  // Half of a pair of surrogates has no spelling in an address.
  const text = secret.toWellFormed();
  const form = new URLSearchParams([["", text]]).toString().slice(1);
  const strict = encodeURIComponent(text).replaceAll(/[!'()*]/g, hexOf);
  const all = [encodeURIComponent(text), encodeURI(text), form, form.replaceAll("+", "%20"), strict];
  const cases = all.flatMap((one) => [one, one.replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase())]);
  return [...cases, encodeURIComponent(encodeURIComponent(text))];
}

const hexOf = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;

/** As it stands in JSON that is itself a text: with or without escaped slashes, and with other alphabets as they are or escaped. */
function inJson(secret: string): string[] {
  const plain = JSON.stringify(secret).slice(1, -1);
  const ascii = plain.replaceAll(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  const upper = ascii.replaceAll(/\\u[0-9a-f]{4}/g, (code) => `\\u${code.slice(2).toUpperCase()}`);
  const all = [plain, ascii, upper];
  const slashed = all.map((one) => one.replaceAll("/", "\\/"));
  // JSON in JSON.
  return [...all, ...slashed, JSON.stringify(plain).slice(1, -1)];
}

function inHtml(secret: string): string[] {
  const basic = secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const quoted = basic.replaceAll('"', "&quot;");
  return [basic, quoted, ...["&#39;", "&#039;", "&#x27;", "&apos;"].map((quote) => quoted.replaceAll("'", quote))];
}

/**
 * Base64 writes three bytes as four letters, so what stands before a secret moves it by none, one or two bytes: of each of the
 * three, the letters that are of the secret alone; and the whole, by itself.
 */
function inBase64(bytes: Buffer): string[] {
  const moved = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replaceAll("=", "");
    const ends = (before + bytes.length) % 3 === 0 ? text.length : text.length - 1;
    return text.slice([0, 2, 3][before], ends);
  });
  const alone = bytes.toString("base64");
  return [alone, alone.replaceAll("=", ""), ...moved];
}

/** Hex in capitals, and the letters of Base64 that addresses can have (RFC 4648, 5), or has to escape. */
function inOtherLetters(piece: string): string[] {
  const inUrl = piece.replaceAll("+", "-").replaceAll("/", "_");
  const hex = /^[0-9a-f]+$/.test(piece) ? [piece.toUpperCase()] : [];
  return [piece, inUrl, encodeURIComponent(piece), piece.replaceAll("/", "\\/"), ...hex];
}
