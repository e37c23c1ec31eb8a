/** How programs write a secret when they repeat it, between two texts: made by other means than the server's own list. */
export function everySpelling(secret: string, before = "", after = ""): Record<string, string> {
  const text = `${before}${secret}${after}`;
  const percent = (unreserved: RegExp) =>
    [...Buffer.from(secret)]
      .map((byte) => {
        const letter = String.fromCharCode(byte);
        return unreserved.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
      })
      .join("");
  const address = new URL("https://far.example/");
  address.searchParams.set("token", secret);
  return {
    plain: text,
    "in a header": `Bearer ${text}`,
    "in an address": `https://far.example/?t=${encodeURIComponent(secret)}&x=${after}`,
    "in an address, strictly": `${before}${percent(/[A-Za-z0-9\-_.~]/)}${after}`,
    "in an address, in small letters": `${before}${encodeURIComponent(secret).replaceAll(/%../g, (hex) => hex.toLowerCase())}${after}`,
    "in a form": `${before}${address.search.replace("?token=", "")}${after}`,
    "in an address in an address": `https://far.example/?next=${encodeURIComponent(`/x?t=${encodeURIComponent(secret)}`)}`,
    "in JSON": JSON.stringify({ error: text }),
    "in JSON of PHP": JSON.stringify({ error: text })
      .replaceAll("/", "\\/")
      .replaceAll(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`),
    "in JSON in JSON": JSON.stringify({ body: JSON.stringify({ error: text }) }),
    "in HTML": text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&#039;"),
    "as Base64": Buffer.from(secret).toString("base64"),
    "as Base64 for addresses": Buffer.from(secret).toString("base64url"),
    "inside of Base64": Buffer.from(text).toString("base64"),
    "inside of Base64 for addresses": Buffer.from(text).toString("base64url"),
    "as the header of basic auth": `Basic ${Buffer.from(`${before || "user"}:${secret}`).toString("base64")}`,
    "as hex": `${before}${Buffer.from(secret).toString("hex")}${after}`,
    "as hex in capitals": Buffer.from(secret).toString("hex").toUpperCase(),
  };
}
