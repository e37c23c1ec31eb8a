/** The first name that no other account has: “Mine”, then “Mine 2”. */
export function freeName(taken: readonly string[], wanted: string): string {
  const used = new Set(taken.map((name) => name.trim().toLocaleLowerCase()));
  if (!used.has(wanted.toLocaleLowerCase())) return wanted;
  for (let count = 2; ; count += 1) {
    const name = `${wanted} ${count}`;
    if (!used.has(name.toLocaleLowerCase())) return name;
  }
}

/** Two accounts of one name could not be told apart where a step chooses one. */
export const isTaken = (taken: readonly string[], name: string): boolean =>
  name.trim() !== "" && freeName(taken, name.trim()) !== name.trim();
