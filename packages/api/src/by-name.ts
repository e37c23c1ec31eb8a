/**
 * Lists by name stand as in a dictionary: databases compare characters by their numbers, where “І”, “Ї” and “Є” come
 * before “А”. Ukrainian's order is also that of Russian and English words.
 */
const letters = new Intl.Collator("uk", { numeric: true });

/** For `toSorted`: what has the same name stays in the order in which it came. */
export const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  letters.compare(a.name, b.name);
