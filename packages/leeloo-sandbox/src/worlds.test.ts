import { afterEach, describe, expect, test } from "@jest/globals";
import { demo } from "./testing/served.js";
import { receiver } from "./testing/receiver.js";
import { Worlds } from "./worlds.js";

const headers = { "x-leeloo-authtoken": "sandbox" };
const body = (name: string) => JSON.stringify({ name, leadgentool_id: demo.leadgentool });
const add = (worlds: Worlds, owner: string, name: string) =>
  worlds.of(owner).handle({ method: "POST", url: "/api/v2/people", headers, body: body(name) });
const names = (worlds: Worlds, owner: string) =>
  worlds
    .of(owner)
    .snapshot()
    .people.map(({ name }) => name)
    .slice(0, -4);

let lines: string[] = [];
afterEach(() => void (lines = []));
const journaled = () => new Worlds({ persist: (line) => void lines.push(line) });

describe("every owner", () => {
  test("has people, requests, faults and a limit of their own", async () => {
    const worlds = new Worlds({ limitPerMinute: 1 });
    worlds.of("b").failNext({ with: 500 });
    expect((await add(worlds, "a", "Олена")).status).toBe(200);
    expect((await add(worlds, "b", "Ніна")).status).toBe(500);
    expect([names(worlds, "a"), names(worlds, "b")]).toEqual([["Олена"], []]);
    expect(worlds.of("b").requests()).toMatchObject([{ body: { name: "Ніна" } }]);
    expect((await add(worlds, "a", "Ще одна")).status).toBe(429);
  });

  test("hears of what happened in their own world alone", async () => {
    const [worlds, mine, theirs] = [new Worlds(), await receiver(), await receiver()];
    worlds.of("a").setTarget(mine.url);
    worlds.of("b").setTarget(theirs.url);
    await add(worlds, "a", "Олена");
    expect(await mine.events(1)).toMatchObject([{ type: "SUBSCRIPTION", data: { name: "Олена" } }]);
    await worlds.of("b").happen({ type: "SUBSCRIPTION", name: "Ніна" });
    expect(theirs.came).toMatchObject([{ data: { name: "Ніна" } }]);
    expect(mine.came).toEqual([]);
  });

  test("begins anew alone", async () => {
    const worlds = new Worlds();
    await add(worlds, "a", "Олена");
    await add(worlds, "b", "Ніна");
    worlds.of("a").reset();
    expect([names(worlds, "a"), names(worlds, "b")]).toEqual([[], ["Ніна"]]);
  });
});

describe("the journal", () => {
  test("keeps the worlds apart, also as pictures", async () => {
    const worlds = journaled();
    worlds.of("a").setTarget("http://a.example/");
    await add(worlds, "b", "Ніна");
    await add(worlds, "a", "Олена");
    const again = new Worlds();
    again.import(lines.join(""));
    const third = new Worlds();
    third.import(again.export());
    for (const one of [again, third]) {
      expect([names(one, "a"), names(one, "b")]).toEqual([["Олена"], ["Ніна"]]);
      expect([one.of("a").target(), one.of("b").target()]).toEqual(["http://a.example/", null]);
    }
  });

  test("from before there were worlds goes to the heir, and each webhook to its owner", () => {
    const event = { type: "MESSAGE", data: { text: "Вітаю" } };
    const delivery = {
      id: "1",
      at: "2026-01-01",
      url: "http://b.example/",
      event,
      status: 200,
      error: null,
      tookMs: 1,
    };
    const person = { ...new Worlds().of("x").picture().rows[0]?.row, id: "f", name: "Давня" };
    const picture = { sequence: 1, rows: [{ table: "people", row: person }], requests: [], arrivals: [] };
    const old = [
      { kind: "picture", picture: { ...picture, targets: [["a", "http://a.example/"]], deliveries: [] } },
      { kind: "happening", puts: [{ table: "people", row: { ...person, id: "e", name: "Новіша" } }], sequence: 2 },
      { kind: "target", owner: "b", url: "http://b.example/" },
      { kind: "delivery", delivery: { ...delivery, owner: "b" } },
    ];
    const worlds = new Worlds();
    worlds.import(old.map((line) => JSON.stringify(line)).join("\n"), "a");
    const people = worlds
      .of("a")
      .snapshot()
      .people.map(({ name }) => name);
    expect(people).toEqual(["Новіша", "Давня"]);
    expect([worlds.of("a").target(), worlds.of("b").target()]).toEqual(["http://a.example/", "http://b.example/"]);
    expect(worlds.of("b").deliveries()).toEqual([delivery]);
    expect(worlds.of("b").snapshot().people).toHaveLength(4);
  });
});
