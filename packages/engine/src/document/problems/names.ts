/**
 * What nodes and cases may be called: what `steps.name` or `steps["na-me"]` can say, and what is no part of a step's key
 * (`send[12]`).
 */
export function isGoodId(id: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_-]{0,99}$/.test(id) && id !== "__proto__";
}
