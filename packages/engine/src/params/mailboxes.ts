const SEPARATORS: ReadonlySet<string> = new Set([",", ";", "\n"]);

/**
 * A text with e-mail addresses, cut at commas, semicolons and lines; inside quotation marks they belong to a name. In one pass: who
 * wrote it may be a stranger, and a megabyte of commas must keep nobody waiting.
 */
export function mailboxesIn(text: string): string[] {
  return [...piecesOf(text)].map((piece) => piece.trim()).filter((piece) => piece !== "");
}

function* piecesOf(text: string): Generator<string> {
  let inName = (text.split('"').length - 1) % 2 === 1;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === '"') inName = !inName;
    else if (!inName && SEPARATORS.has(char)) {
      yield text.slice(from, at);
      from = at + 1;
    }
  }
  yield text.slice(from);
}
