const mostCandidates = 500;
const longest = 64;

/** The existing name that was probably meant: the one with the fewest changed letters, if there are few enough. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  if (wanted.length === 0 || wanted.length > longest) return undefined;
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  let seen = 0;
  for (const candidate of candidates) {
    if (++seen > mostCandidates) break;
    // As many letters as one name is longer have to change at least.
    if (candidate.length > longest || Math.abs(candidate.length - wanted.length) >= fewest) continue;
    const changes = distance(wanted, candidate.toLowerCase(), fewest);
    if (changes < fewest) [best, fewest] = [candidate, changes];
  }
  return best;
}

/** The existing names that come nearest, at most three; those that begin or go on alike count too. */
export function nearestNames(name: string, candidates: Iterable<string>): string[] {
  const wanted = name.toLowerCase().slice(0, longest);
  const near: { name: string; changes: number }[] = [];
  let seen = 0;
  for (const candidate of new Set(candidates)) {
    if (++seen > 10 * mostCandidates) break;
    const text = candidate.toLowerCase().slice(0, longest);
    if (wanted === "" || text === "") continue;
    const inside = text.includes(wanted) || wanted.includes(text);
    const most = Math.max(1, Math.floor(Math.max(wanted.length, text.length) / 2)) + 1;
    const changes = inside ? 0 : distance(wanted, text, most);
    if (changes < most) near.push({ name: candidate, changes });
  }
  return near
    .sort((a, b) => a.changes - b.changes)
    .slice(0, 3)
    .map((one) => one.name);
}

/** Edit distance, as far as it is less than `most`; two letters in the wrong order count as one change. */
function distance(a: string, b: string, most: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + change);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, at(before, j - 2) + 1);
      row.push(least);
    }
    if (Math.min(...row, ...last) >= most) return most;
    [before, last] = [last, row];
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
