import { expect, test } from "vitest";
import { Places } from "./places.js";
import { RunSearch } from "./run-search.js";
import type { SearchIndex } from "./search-index.js";
import { wantedOf } from "./terms.js";
import {
  created,
  database,
  find,
  indexAll,
  many,
  opened,
  ordered,
  run,
  searching,
  started,
} from "./testing/searching.js";

searching();

test("runs are found by a value of theirs, each once, newest first, and no others'", async () => {
  const first = ordered({ body: { phone: "050 123 45 67", name: "Олена Коваль" } });
  const second = run([
    { events: [created({ body: { order: "ORD-17" } })] },
    { events: [started("send", { account_id: "5e1f119d6c384804b31e945e", text: "Олена, дякуємо" })] },
    {
      events: [
        { type: "step.succeeded", at: 7, key: "send", nodeId: "send", output: { data: { phone: "380501234567" } } },
      ],
    },
  ]);
  const third = ordered({ body: { phone: "+380501234567", name: "Олена Петренко" } });
  const foreign = ordered({ body: { phone: "+380501234567" } }, "others");
  for (const step of ["before", "after"]) {
    if (step === "after") indexAll();
    expect([step, await find("+38 050 1234567")]).toEqual([step, [third, second, first]]);
    expect(await find("4567")).toEqual([third, second, first]);
    expect(await find("коваль олена")).toEqual([first]);
    expect(await find("ord-17")).toEqual([second]);
    expect(await find("5e1f119d6c384804")).toEqual([second]);
    expect(await find("4567", {}, "others")).toEqual([foreign]);
    expect(await find("4567", {}, "nobody")).toEqual([]);
    expect(await find("4567", { status: ["failed", "waiting"] })).toEqual([]);
    expect(await find("4567", { status: ["failed", "succeeded"], workflowId: "wf" })).toEqual([third, second, first]);
    expect(await find("4567", { trigger: "other" })).toEqual([]);
  }
});

test("what was found is shown with its step, its place in the data and the text itself", () => {
  run([
    {
      events: [
        created({ body: { person: { phone: "+38 (050) 123-45-67" }, note: "x".repeat(100) + " Call Olena now" } }),
      ],
    },
    { item: "000012", events: [started("send[12]", { to: "380501234567" })] },
  ]);
  const rows = database.handle.prepare("SELECT rowid FROM run_events ORDER BY rowid DESC").pluck().all() as number[];
  expect(new Places(database.handle, wantedOf("0501234567")).in(rows)).toMatchObject([
    { key: "send[12]", nodeId: "send", part: "input", path: "to", text: "380501234567", from: 2, to: 12 },
    {
      key: "in",
      nodeId: "in",
      part: "payload",
      path: "body.person.phone",
      text: "+38 (050) 123-45-67",
      from: 5,
      to: 19,
    },
  ]);
  const markedFor = (q: string) =>
    new Places(database.handle, wantedOf(q)).in(rows).map(({ text, from, to }) => text.slice(from, to));
  expect(markedFor("olena")).toEqual(["Olena"]);
  expect(markedFor("4567")).toEqual(["4567", "45-67"]);
});

test("each of 20,000 people of a loop is found with the item that was sent to them", async () => {
  const people = Array.from({ length: 20_000 }, (_, count) => ({ phone: `38067${String(1_000_000 + count * 7)}` }));
  const items = people.slice(0, 300).map(({ phone }, count) => ({
    item: String(count).padStart(6, "0"),
    events: [started(`send[${count}]`, { to: phone })],
  }));
  const id = database.handle.transaction(() => run([{ events: [created({ people })] }, ...items]))();
  indexAll();
  expect(await find(people[19_999]?.phone ?? "")).toEqual([id]);
  const search = new RunSearch(database, opened.index);
  const wanted = wantedOf(people[250]?.phone ?? "");
  const { rows } = await search.find("ws", wanted, {}, { limit: 5 });
  expect(new Places(database.handle, wanted).in(rows.get(id) ?? []).map(({ key }) => key)).toEqual(["send[250]", "in"]);
});

test("what is censored is not found, nor what nobody types: moments and long texts", async () => {
  ordered({ header: "Bearer ••••••token", at: "2026-11-21T10:00:00.000Z", file: "QUJD".repeat(2_000), ok: "paid" });
  indexAll();
  for (const q of ["bearer", "token", "2026", "QUJDQUJD"]) expect([q, await find(q)]).toEqual([q, []]);
  expect(await find("paid")).toHaveLength(1);
});

test("a word that is everywhere is found page by page, each run once, without reading all of them for a page", async () => {
  const old = run([{ events: [created({ n: "everywhere" })] }], "ws", "waiting");
  const ids = many(6_000, () => ({ n: "everywhere" }));
  // An old run that came across it again just now stands where it began.
  const insert = database.handle.prepare("INSERT INTO run_events (run_id, seq, last_seq, body) VALUES (?, 9, 9, ?)");
  insert.run(old, JSON.stringify([started("send", { n: "everywhere" })]));
  indexAll();
  let asked = 0;
  const watched = Object.assign(Object.create(opened.index) as SearchIndex, {
    rows: (...args: Parameters<SearchIndex["rows"]>) => {
      asked += args[3];
      return opened.index.rows(...args);
    },
    progress: () => opened.index.progress(),
  });
  const search = new RunSearch(database, watched);
  const first = await search.find("ws", wantedOf("everywhere"), {}, { limit: 100 }, Infinity);
  expect([first.ids, first.cut]).toEqual([ids.slice(-100).toReversed(), false]);
  expect(asked).toBeLessThanOrEqual(7_000);
  expect(await find("everywhere", {}, "ws", 700)).toEqual([...ids.toReversed(), old]);
});
