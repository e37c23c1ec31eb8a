import type { LeelooEvent } from "@leeway/api";
import { afterEach, expect, test, vi } from "vitest";
import { eventsSql } from "./events.reader.js";
import { api, event, listening, send, server } from "./testing/listening.js";

listening();
afterEach(() => void vi.restoreAllMocks());

/** How many characters come out of the database from now on, by rows that are read many at a time. */
function countRead(): () => number {
  const { handle } = server.platform.database;
  const prepare = handle.prepare.bind(handle);
  let read = 0;
  vi.spyOn(handle, "prepare").mockImplementation((sql: string) => {
    const statement = prepare(sql);
    const all = statement.all.bind(statement);
    statement.all = (...values: unknown[]) => {
      const rows = all(...values);
      read += JSON.stringify(rows).length;
      return rows;
    };
    return statement;
  });
  return () => read;
}

test("a list of long events reads none of their data; each by itself shows all", async () => {
  const data = { order_id: "7", text: "x".repeat(400_000) };
  const ids: string[] = [];
  for (let index = 0; index < 10; index += 1) ids.push(await send({ type: "new_order", data }));
  const read = countRead();
  const { items } = (await api("GET", "/leeloo-events")) as { items: LeelooEvent[] };
  expect(items.map(({ id }) => id)).toEqual(ids.toReversed());
  expect(items.every((one) => one.data === null && one.truncated === true && one.orderId === "7")).toBe(true);
  expect(read()).toBeGreaterThan(1_000);
  expect(read()).toBeLessThan(20_000);
  const [first = ""] = ids;
  expect((await event(first)).data).toEqual(data);
});

test("data of sixteen kilobytes are still in the list, whatever alphabet they are in", async () => {
  const length = (text: string) => JSON.stringify({ type: "new_order", data: { text } }).length;
  const room = 16 * 1024 - length("");
  const fits = await send({ type: "new_order", data: { text: "x".repeat(room) } });
  const over = await send({ type: "new_order", data: { text: "x".repeat(room + 1) } });
  const cyrillic = await send({ type: "new_order", data: { text: "я".repeat(room / 2) } });
  const { items } = (await api("GET", "/leeloo-events?limit=3")) as { items: LeelooEvent[] };
  const shown = Object.fromEntries(items.map(({ id, truncated }) => [id, truncated ?? false]));
  expect(shown).toEqual({ [fits]: false, [over]: true, [cyrillic]: false });
});

test("a list finds all but the data in an index: behind a long body the rest of a row is found only by going through it", () => {
  const wanted = { workspaceId: "w", before: "z", most: 9, longest: 9 };
  const plan = server.platform.database.handle.prepare(`EXPLAIN QUERY PLAN ${eventsSql}`).all(wanted) as {
    detail: string;
  }[];
  expect(plan.map(({ detail }) => detail)).toEqual([
    "SEARCH e USING COVERING INDEX leeloo_events_shown (workspace_id=? AND id<?)",
    "CORRELATED SCALAR SUBQUERY 1",
    "SEARCH b USING INTEGER PRIMARY KEY (rowid=?)",
  ]);
});
