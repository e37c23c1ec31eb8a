import type { AuditEntry } from "@leeway/api";

/** The columns of the table, each a cell of an entry. Names stay the same in every language: programs read them. */
const columns: Record<string, (entry: AuditEntry) => string | null> = {
  time: ({ at }) => at,
  person: ({ who }) => who.name,
  email: ({ who }) => who.email,
  what: ({ text }) => text,
  action: ({ action }) => action,
  via: ({ from }) => from.via,
  viaName: ({ from }) => from.name,
  address: ({ from }) => from.address,
  subject: ({ subject }) => subject,
  detail: ({ detail }) => JSON.stringify(detail),
  id: ({ id }) => id,
};

/**
 * Pages of entries as a table (RFC 4180) that spreadsheets open: with the mark by which they know UTF-8, every cell in quotes,
 * and none that they would take for a formula.
 */
export function* csvOf(pages: Iterable<AuditEntry[]>): Generator<string> {
  yield `\uFEFF${line(Object.keys(columns))}`;
  for (const page of pages)
    yield page.map((entry) => line(Object.values(columns).map((cell) => cell(entry) ?? ""))).join("");
}

/** Pages of entries as a JSON list, one entry a line. */
export function* jsonOf(pages: Iterable<AuditEntry[]>): Generator<string> {
  let before = "[\n";
  for (const page of pages)
    for (const entry of page) {
      yield before + JSON.stringify(entry);
      before = ",\n";
    }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

const line = (cells: readonly string[]): string => `${cells.map(cellOf).join(",")}\r\n`;

/**
 * What begins like a formula gets an apostrophe, which spreadsheets take for "this is text": also behind blanks, and in the
 * wide letters that some of them read as their narrow ones (https://owasp.org/www-community/attacks/CSV_Injection).
 */
function cellOf(text: string): string {
  const plain = text.replaceAll("\0", "");
  const isFormula = /^\s*[=+\-@|＝＋－＠]/u.test(plain) || /^[\t\r\n]/.test(plain);
  return `"${isFormula ? "'" : ""}${plain.replaceAll('"', '""')}"`;
}
