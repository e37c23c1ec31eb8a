import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import fc from "fast-check";
import { LARGEST_OUTPUT, sizeOf, type Json, type JsonObject, type StepOutcome } from "@leeway/engine";
import { catalogue } from "../index.js";
import { runners } from "../run.js";
import { listen, toolsFor, type FarEnd } from "../testing/listen.js";

let leeloo: FarEnd;
beforeAll(async () => void (leeloo = await listen()));
afterAll(() => void leeloo.server.close());
beforeEach(() => void (leeloo.received.length = 0));

interface Told {
  done: number;
  total: number | undefined;
}

async function run(params: JsonObject, type = "leeloo.user.list"): Promise<{ outcome: StepOutcome; told: Told[] }> {
  const [runner, definition] = [runners.get(type), catalogue.get(type)];
  if (!runner || !definition) throw new Error(`${type} is not there`);
  const tools = toolsFor({ type: "leelooToken", data: { token: "t0ken", baseUrl: leeloo.origin } });
  const told: Told[] = [];
  let main = 0;
  const http: typeof tools.http = (request) => {
    main += 1;
    return tools.http(request);
  };
  const progress = (done: number, total?: number) => void told.push({ done, total });
  const outcome = await runner.run({ limit: 2, offset: 0, ...params }, { ...tools, http, progress }, definition);
  // Whatever comes after the first page waits for its ticket in place.
  expect(main).toBe(1);
  return { outcome, told };
}

const users = (count: number, from = 0): Json[] =>
  Array.from({ length: count }, (_, index) => ({ id: `u${from + index}`, name: `User ${from + index}` }));
const page = (data: Json[], meta?: JsonObject) => ({
  status: 200,
  body: JSON.stringify({ status: 1, data, ...(meta && { meta }) }),
});
/** A list as Leeloo gives it out; `change` may add or take away between pages. */
function serve(
  all: Json[],
  options: {
    total?: boolean;
    most?: number;
    counts?: (found: number) => JsonObject;
    change?: (all: Json[], call: number) => void;
  } = {},
) {
  const { total = true, most = 1_000, counts, change } = options;
  leeloo.respond = (url) => {
    change?.(all, leeloo.received.length);
    const [limit, offset] = [Number(url.searchParams.get("limit")), Number(url.searchParams.get("offset"))];
    const data = all.slice(offset, offset + Math.min(limit, most));
    const whole = { totalCount: all.length, filteredCount: all.length };
    return page(data, { limit, offset, ...(total && whole), ...counts?.(data.length) });
  };
}
const idsIn = (outcome: StepOutcome): Json[] => {
  const output = outcome.kind === "done" ? (outcome.output as JsonObject) : {};
  return Array.isArray(output["data"]) ? output["data"].map((one) => (one as JsonObject)["id"] ?? null) : [];
};
const asked = () => leeloo.received.map(({ url }) => new URL(url, leeloo.origin).searchParams.get("offset"));

describe("a list", () => {
  test("is its first page, as it came, where nothing else is asked for", async () => {
    serve(users(5));
    const { outcome } = await run({ pages: "first" });
    expect(outcome).toEqual({
      kind: "done",
      output: { status: 1, data: users(2), meta: { limit: 2, offset: 0, totalCount: 5, filteredCount: 5 } },
    });
    expect(asked()).toEqual(["0"]);
  });

  test("is all of its pages in the shape of the first, and tells how far it has come", async () => {
    serve(users(5));
    const { outcome, told } = await run({ pages: "all", maxEntries: 1_000 });
    expect(outcome).toEqual({
      kind: "done",
      output: { status: 1, data: users(5), meta: { limit: 2, offset: 0, totalCount: 5, filteredCount: 5 } },
    });
    expect(asked()).toEqual(["0", "2", "4"]);
    expect(told).toEqual([
      { done: 2, total: 5 },
      { done: 4, total: 5 },
    ]);
    for (const { url } of leeloo.received) expect(url).not.toMatch(/pages|pageCount|maxEntries/);
  });

  test("is as many pages as were asked for, from where it begins", async () => {
    serve(users(9));
    expect(idsIn((await run({ pages: "count", pageCount: 2, offset: 3 })).outcome)).toEqual(["u3", "u4", "u5", "u6"]);
    expect(asked()).toEqual(["3", "5"]);
  });

  test.each([
    ["without a total, at a short page", { total: false }, 5, ["0", "2", "4"]],
    ["without a total, at an empty page", { total: false }, 4, ["0", "2", "4"]],
    ["at the total, with smaller pages than were asked for", { most: 1 }, 3, ["0", "1", "2"]],
    ["at the filter's count on a short page", { counts: () => ({ totalCount: 93 }) }, 3, ["0", "2"]],
    [
      "after one call more where the filter's count is a full page",
      { counts: () => ({ totalCount: 93 }) },
      2,
      ["0", "2"],
    ],
    [
      "at the total, where the filter's count is the page's",
      { counts: (found) => ({ filteredCount: found }) },
      6,
      ["0", "2", "4"],
    ],
    [
      "at the total, where pages are smaller and count themselves",
      { most: 1, counts: (found) => ({ limit: 1, filteredCount: found }) },
      3,
      ["0", "1", "2"],
    ],
    ["of one page after one call", {}, 2, ["0"]],
    ["of nothing after one call", {}, 0, ["0"]],
  ] as [string, Parameters<typeof serve>[1], number, string[]][])("ends %s", async (_what, options, count, offsets) => {
    serve(users(count), options);
    const { outcome } = await run({ pages: "all" });
    expect(idsIn(outcome)).toHaveLength(count);
    expect(asked()).toEqual(offsets);
  });

  test("is cut at the most that was asked for, and says so", async () => {
    serve(users(9));
    const { outcome } = await run({ pages: "all", maxEntries: 5 });
    expect(idsIn(outcome)).toEqual(["u0", "u1", "u2", "u3", "u4"]);
    expect(outcome).toMatchObject({ output: { meta: { totalCount: 9, truncated: true } } });
  });

  test("that ends exactly at the most is whole", async () => {
    serve(users(4));
    const { outcome } = await run({ pages: "all", maxEntries: 4 });
    expect(outcome).toMatchObject({ output: { meta: expect.not.objectContaining({ truncated: true }) } });
  });

  test("is cut before it is larger than a step may keep", async () => {
    const long = "x".repeat(200_000);
    serve(users(100).map((user) => ({ ...(user as JsonObject), long })));
    const { outcome } = await run({ pages: "all", limit: 10 });
    expect(outcome).toMatchObject({ output: { meta: { truncated: true } } });
    expect(idsIn(outcome).length).toBeGreaterThan(20);
    expect(outcome.kind === "done" && sizeOf(outcome.output)).toBeLessThan(LARGEST_OUTPUT);
  });

  test("holds each entry once when the list grows at its front meanwhile", async () => {
    serve(users(6), { change: (all, call) => call > 1 && all.unshift({ id: `new${call}` }) });
    const ids = idsIn((await run({ pages: "all" })).outcome);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(["u0", "u1", "u2", "u3", "u4", "u5"]);
  });

  test("of a far end that gives out the same page for ever ends soon, and is not taken for whole", async () => {
    leeloo.respond = () => page(users(2), { totalCount: 1_000_000 });
    const { outcome } = await run({ pages: "all" });
    expect(idsIn(outcome)).toEqual(["u0", "u1"]);
    expect(outcome).toMatchObject({ output: { meta: { totalCount: 1_000_000, truncated: true } } });
    expect(leeloo.received.length).toBeLessThan(5);
  });

  test("that fails on a later page fails", async () => {
    leeloo.respond = () =>
      leeloo.received.length < 3 ? page(users(2, leeloo.received.length * 2)) : { status: 500, body: "" };
    expect((await run({ pages: "all" })).outcome).toMatchObject({
      kind: "failed",
      error: { code: "service.down" },
      cause: { kind: "status", status: 500 },
    });
  });

  test("ends whatever a far end answers, with each entry once, and no more of them than asked for", async () => {
    const answers = fc.array(fc.record({ from: fc.nat(30), count: fc.nat(4), total: fc.option(fc.nat(60)) }), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(answers, fc.integer({ min: 1, max: 40 }), async (script, maxEntries) => {
        leeloo.received.length = 0;
        leeloo.respond = () => {
          const { from, count, total } = script[(leeloo.received.length - 1) % script.length] ?? { from: 0, count: 0 };
          return page(users(count, from), typeof total === "number" ? { totalCount: total } : undefined);
        };
        const ids = idsIn((await run({ pages: "all", maxEntries })).outcome);
        expect(new Set(ids).size).toBe(ids.length);
        expect(leeloo.received.length).toBeLessThan(120);
        if (leeloo.received.length > 1) expect(ids.length).toBeLessThanOrEqual(Math.max(maxEntries, 4));
      }),
      { numRuns: 150, seed: 20261121 },
    );
  });
});
