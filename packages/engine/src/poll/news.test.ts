import { describe, expect, test } from "vitest";
import { newsIn, OVERLAP_MS, type PollMark, type SeenEntry, type Watch } from "./news.js";
import type { Entry } from "./read-back.js";

const HOUR = 3_600_000;
const T = Date.parse("2026-01-15T12:00:00Z");
const added: Watch = {
  what: "added",
  name: "order",
  memoryMs: 720 * HOUR,
  highBy: "at",
  earliest: 0,
  statusOf: ({ data }) => data["status"] as string,
  initial: "OPENED",
  wanted: () => true,
};
const changed: Watch = { ...added, what: "changed", name: "status", highBy: "changedAt" };
const entry = (key: string, at: number, status = "OPENED", changedAt = at): Entry => ({
  key,
  at,
  changedAt,
  data: { status },
});

/** Looks again and again at what a list holds, remembering as the server does. */
class Looker {
  mark: PollMark | undefined;
  readonly seen = new Map<string, SeenEntry>();
  constructor(private readonly watch: Watch) {}

  look(...entries: Entry[]): string[] {
    const { news, mark, keep } = newsIn({ entries }, this.watch, this.mark, this.seen);
    this.mark = mark;
    for (const one of keep) this.seen.set(one.key, one);
    for (const [key, { at }] of this.seen) if (at < mark.high - this.watch.memoryMs) this.seen.delete(key);
    return news.map(({ dedupeKey }) => dedupeKey);
  }
}

describe("new entries", () => {
  test("are none at the first look, then those that were not there", () => {
    const looker = new Looker(added);
    expect(looker.look(entry("b", T), entry("a", T - HOUR))).toEqual([]);
    expect(looker.look(entry("c", T + 5), entry("b", T), entry("a", T - HOUR))).toEqual(["poll:order:c"]);
    expect(looker.look(entry("c", T + 5), entry("b", T))).toEqual([]);
  });

  test("of a list that was empty are all that come, whatever time it is there", () => {
    const looker = new Looker(added);
    expect(looker.look()).toEqual([]);
    expect(looker.look(entry("a", T - 900 * HOUR))).toEqual(["poll:order:a"]);
  });

  test("of the same millisecond are all found, also one after another", () => {
    const looker = new Looker(added);
    looker.look(entry("a", T));
    expect(looker.look(entry("c", T), entry("b", T), entry("a", T))).toEqual(["poll:order:b", "poll:order:c"]);
    expect(looker.look(entry("d", T), entry("c", T), entry("b", T), entry("a", T))).toEqual(["poll:order:d"]);
  });

  test("that come late, or were passed by, are found", () => {
    const looker = new Looker(added);
    looker.look(entry("a", T));
    looker.look(entry("c", T + 10), entry("a", T));
    expect(looker.look(entry("c", T + 10), entry("b", T + 5), entry("a", T))).toEqual(["poll:order:b"]);
  });

  test("come oldest first", () => {
    const looker = new Looker(added);
    looker.look(entry("a", T));
    expect(looker.look(entry("c", T + 10), entry("b", T + 5))).toEqual(["poll:order:b", "poll:order:c"]);
  });

  test("are none of those that were there before, once their page comes into sight", () => {
    const looker = new Looker(added);
    looker.look(entry("new", T));
    expect(looker.look(entry("new", T), entry("old", T - OVERLAP_MS - 1))).toEqual([]);
  });

  test("that are not wanted are remembered all the same", () => {
    const looker = new Looker({ ...added, wanted: ({ data }) => data["status"] === "RESOLVED" });
    looker.look(entry("a", T));
    expect(looker.look(entry("b", T + 1), entry("a", T))).toEqual([]);
    expect(looker.look(entry("b", T + 1, "RESOLVED"), entry("a", T))).toEqual([]);
  });

  test("of a list that shows only what is active are none that were made before it was looked at", () => {
    const looker = new Looker({ ...added, highBy: "changedAt", earliest: T - 24 * HOUR });
    looker.look(entry("regular", T - 5_000 * HOUR, "", T - HOUR));
    expect(looker.look(entry("back again", T - 3_000 * HOUR, "", T), entry("new", T + 5, "", T + 5))).toEqual([
      "poll:order:new",
    ]);
  });
});

describe("a changed status", () => {
  test("is told of with each change, also back to what it was", () => {
    const looker = new Looker(changed);
    expect(looker.look(entry("a", T))).toEqual([]);
    expect(looker.look(entry("a", T, "RESOLVED", T + 1))).toEqual(["poll:status:a:1:RESOLVED"]);
    expect(looker.look(entry("a", T, "RESOLVED", T + 2))).toEqual([]);
    expect(looker.look(entry("a", T, "OPENED", T + 3))).toEqual(["poll:status:a:2:OPENED"]);
    expect(looker.look(entry("a", T, "RESOLVED", T + 4))).toEqual(["poll:status:a:3:RESOLVED"]);
  });

  test("of an order that came meanwhile is one unless it still is as orders begin", () => {
    const looker = new Looker(changed);
    looker.look(entry("a", T));
    expect(looker.look(entry("c", T + 2, "RESOLVED"), entry("b", T + 1), entry("a", T))).toEqual([
      "poll:status:c:1:RESOLVED",
    ]);
    expect(looker.look(entry("b", T + 1, "REJECTED"))).toEqual(["poll:status:b:1:REJECTED"]);
  });

  test("of what came into sight first is none: nobody knows what it was before", () => {
    const looker = new Looker(changed);
    looker.look(entry("b", T));
    expect(looker.look(entry("b", T), entry("a", T - HOUR, "RESOLVED"))).toEqual([]);
    expect(looker.look(entry("b", T), entry("a", T - HOUR, "REJECTED"))).toEqual(["poll:status:a:1:REJECTED"]);
  });

  test("of what is older than is remembered is none, though it still stands on the last page", () => {
    const looker = new Looker(changed);
    looker.look(entry("a", T, "RESOLVED"));
    expect(looker.look(entry("b", T + 721 * HOUR), entry("a", T, "RESOLVED"))).toEqual([]);
    expect(looker.seen.has("a")).toBe(false);
    expect(looker.look(entry("b", T + 721 * HOUR), entry("a", T, "REJECTED"))).toEqual([]);
  });
});
