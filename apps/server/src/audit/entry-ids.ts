/** The smallest id that an entry of this moment can have: ids begin with their time. */
export function idAt(at: number): string {
  const hex = Math.max(0, at).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
