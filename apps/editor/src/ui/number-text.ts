/** A number as people type one: `41,5` and `12 500` are numbers too; `1,250` may mean two different ones and is none. */
export function numberOf(text: string): number | undefined {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "");
  if (/^-?\d+,\d{3}$/.test(plain)) return undefined;
  const dotted = plain.replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(dotted) ? Number(dotted) : undefined;
}
