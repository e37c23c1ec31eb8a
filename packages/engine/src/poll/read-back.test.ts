import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holds, patience } from "../testing/histories.js";
import { readBack, type Entry, type ListPage } from "./read-back.js";

interface Row {
  [name: string]: string | number;
  id: string;
  at: number;
}
const entryOf = (data: object): Entry => {
  const { id, at, changedAt = at } = data as Row;
  return { key: id, at, changedAt: Number(changedAt), data: data as Row };
};
const PAGE = 10;
const draws = { short: 300, long: 30_000, seed: 20261121 };

/** A list that somebody changes before each page but the first. */
function listOf(rows: Row[], change: (rows: Row[], page: number) => void = () => {}, total = true) {
  let pages = 0;
  const ask = (offset: number): Promise<ListPage> => {
    if (pages++ > 0) change(rows, pages);
    const entries = rows.slice(offset, offset + PAGE);
    return Promise.resolve({
      entries,
      more: offset + entries.length < rows.length,
      ...(total && { total: rows.length }),
    });
  };
  return ask;
}
const newestFirst = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: `r${count - index}`, at: (count - index) * 10 }));
const read = (ask: (offset: number) => Promise<ListPage>, floor: number, mostPages = 50) =>
  readBack({ ask, entryOf, floorOf: () => floor, mostPages });

describe("a list", () => {
  test("is read from its newest entry to the one before the floor, and no further", async () => {
    const { entries, sorted, pages, whole } = await read(listOf(newestFirst(500)), 4_905);
    expect(sorted).toBe("created");
    expect(entries.map(({ at }) => at).slice(0, 10)).toEqual([
      5000, 4990, 4980, 4970, 4960, 4950, 4940, 4930, 4920, 4910,
    ]);
    expect(entries.length).toBeLessThan(2 * PAGE);
    expect([pages, whole]).toEqual([2, true]);
  });

  test("of one page takes one request", async () => {
    expect((await read(listOf(newestFirst(500)), Infinity)).pages).toBe(1);
    expect((await read(listOf(newestFirst(3)), 0)).pages).toBe(1);
    expect((await read(listOf([]), 0)).entries).toEqual([]);
  });

  test("whose newest entries stand at its end is read from there", async () => {
    const { entries, sorted, pages } = await read(listOf(newestFirst(500).reverse()), 4_905);
    expect(sorted).toBe("oldestFirst");
    expect(entries.filter(({ at }) => at >= 4_905)).toHaveLength(10);
    expect(pages).toBe(3);
  });

  test.each([
    ["that does not say how long it is", newestFirst(95).reverse(), false],
    ["in no order", newestFirst(95).map((row, index) => ({ ...row, at: (index * 37) % 95 })), true],
  ])("%s is read whole", async (_title, rows, total) => {
    const { entries } = await read(
      listOf(rows, () => {}, total),
      1_000,
    );
    expect(entries).toHaveLength(95);
  });

  test("that is sorted by when its entries were changed is read back by that", async () => {
    const rows = newestFirst(200).map((row) => ({ ...row, changedAt: row.at, at: (row.at * 7_919) % 1_000 }));
    const { sorted, pages } = await read(listOf(rows), 1_900);
    expect([sorted, pages]).toEqual(["changed", 2]);
  });

  test("that is longer than may be read at a time is cut, and says so", async () => {
    const { whole, pages } = await read(listOf(newestFirst(500)), 0, 5);
    expect([whole, pages]).toEqual([false, 5]);
  });

  test("of which much is deleted while it is read is gone back to", async () => {
    const gone = (rows: Row[], page: number) => void (page === 2 && rows.splice(0, 9));
    const { entries } = await read(listOf(newestFirst(60), gone), 0);
    expect(entries).toHaveLength(60);
  });

  test("of which much is deleted at its old end, while it is read from the new one, is read there once more", async () => {
    const gone = (rows: Row[], page: number) => void rows.splice(0, [2, 1, 1][page - 2] ?? 0);
    const { entries } = await read(listOf(newestFirst(31).reverse(), gone), 0);
    expect(entries.map(({ key }) => key)).toEqual(
      expect.arrayContaining(Array.from({ length: 27 }, (_, n) => `r${n + 5}`)),
    );
  });

  test(
    "holds each entry once, and all that are there all the time, whatever comes and goes meanwhile",
    async () => {
      const changes = fc.array(fc.record({ added: fc.nat(12), gone: fc.array(fc.nat(200), { maxLength: 3 }) }), {
        maxLength: 12,
      });
      await holds(
        fc.asyncProperty(
          fc.integer({ min: 0, max: 90 }),
          fc.nat(900),
          changes,
          fc.boolean(),
          async (count, floor, script, backwards) => {
            let made = count;
            const rows = newestFirst(count);
            if (backwards) rows.reverse();
            const stays = new Set(rows.map(({ id }) => id));
            const change = (now: Row[], page: number) => {
              const { added, gone } = script[page - 2] ?? { added: 0, gone: [] };
              for (let n = 0; n < added; n++) {
                const row = { id: `r${++made}`, at: made * 10 };
                if (backwards) now.push(row);
                else now.unshift(row);
              }
              for (const at of gone) for (const { id } of now.splice(at % Math.max(1, now.length), 1)) stays.delete(id);
            };
            const { entries } = await read(listOf(rows, change), floor);
            const keys = entries.map(({ key }) => key);
            expect(new Set(keys).size).toBe(keys.length);
            for (const id of stays) if (Number(id.slice(1)) * 10 >= floor) expect(keys).toContain(id);
          },
        ),
        draws,
      );
    },
    patience(draws),
  );
});
