/** A `{{ … }}` in a text, braces included. */
export interface TemplateRange {
  from: number;
  to: number;
  /** False while the closing braces are still to be typed. */
  closed: boolean;
}

/** Where the templates of a text stand. Braces in quotes, and those of an object inside, close nothing. */
export function templateRanges(text: string): TemplateRange[] {
  const found: TemplateRange[] = [];
  let from = text.indexOf("{{");
  while (from >= 0) {
    const to = closeOf(text, from + 2);
    found.push({ from, to: to ?? text.length, closed: to !== undefined });
    from = to === undefined ? -1 : text.indexOf("{{", to);
  }
  return found;
}

/** The template in which a position stands, strictly between its braces. */
export const rangeAround = (text: string, position: number): TemplateRange | undefined =>
  templateRanges(text).find(
    ({ from, to, closed }) => position >= from + 2 && (closed ? position <= to - 2 : position <= to),
  );

function closeOf(text: string, start: number): number | undefined {
  let objects = 0;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"' || sign === "'") {
      const end = stringEnd(text, at, sign);
      if (end === undefined) return undefined;
      at = end;
    } else if (sign === "}" && objects === 0 && text[at + 1] === "}") return at + 2;
    else if (sign === "{") objects += 1;
    else if (sign === "}" && objects > 0) objects -= 1;
  }
  return undefined;
}

function stringEnd(text: string, start: number, quote: string): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === quote) return at;
  }
  return undefined;
}
