import type { Plan } from "./plan.js";

/**
 * Which steps come before which, for asking often: one row of bits per step, filled in one pass over the links. In a
 * document with circles, which have no order, the steps from the circle on are looked up one by one.
 */
export function upstreamOf(plan: Plan): (earlier: string, later: string) => boolean {
  const { places } = plan;
  const width = Math.ceil(plan.order.length / 32);
  const rows: Uint32Array[] = [];
  for (const [place, id] of plan.order.entries()) {
    const row = new Uint32Array(width);
    for (const { source } of plan.nodes.get(id)?.incoming ?? []) {
      const from = places.get(source);
      const before = from === undefined ? undefined : rows[from];
      if (from === undefined || !before) continue;
      for (let word = 0; word < width; word++) row[word] = (row[word] ?? 0) | (before[word] ?? 0);
      row[from >> 5] = (row[from >> 5] ?? 0) | (1 << (from & 31));
    }
    rows[place] = row;
  }
  return (earlier, later) => {
    const row = rows[places.get(later) ?? -1];
    if (!row) return plan.ancestors(later).includes(earlier);
    const place = places.get(earlier);
    return place !== undefined && ((row[place >> 5] ?? 0) & (1 << (place & 31))) !== 0;
  };
}
