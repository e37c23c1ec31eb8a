import type { Locale } from "@leeway/engine";

/** The quotation marks of a language, and those that stand inside them. */
const marks: Record<Locale, readonly [open: string, close: string, innerOpen: string, innerClose: string]> = {
  en: ["“", "”", "‘", "’"],
  uk: ["«", "»", "„", "“"],
  ru: ["«", "»", "„", "“"],
};

/**
 * A sentence that quotes a name with quotation marks of its own (the workspace «ТОВ „Квіти“») has the inner ones inside.
 * Where marks do not pair, which a name can bring about, it stays as it is.
 */
export function nestQuotes(text: string, locale: Locale): string {
  const [open, close, innerOpen, innerClose] = marks[locale];
  if (!text.includes(open, text.indexOf(open) + 1)) return text;
  let depth = 0;
  let nested = "";
  for (const sign of text) {
    if (sign === open) nested += depth++ === 0 ? open : innerOpen;
    else if (sign !== close) nested += sign;
    else if (depth === 0) return text;
    else nested += --depth === 0 ? close : innerClose;
  }
  return depth === 0 ? nested : text;
}
