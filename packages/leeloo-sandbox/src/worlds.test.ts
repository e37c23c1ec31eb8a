import { describe, expect, test } from "vitest";
import { Sandbox } from "./sandbox.js";
import type { Language } from "./setup.js";
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

describe("the names of what is set up", () => {
  test.each([
    ["en", "Andrii Kovalenko", "Order from the site", "Free webinar"],
    ["uk", "Андрій Коваленко", "Замовлення з сайту", "Безкоштовний вебінар"],
    ["ru", "Андрей Коваленко", "Заказ с сайта", "Бесплатный вебинар"],
  ] as const)("are in the owner's language: %s", (language, person, tag, tunnel) => {
    const { people, tags, tunnels } = new Worlds({ languageOf: () => language }).of("a").snapshot();
    expect(people.map(({ name }) => name)).toContain(person);
    expect(people.map((one) => one.tags)).toEqual([[tag, "VIP"], [tag], [], ["VIP"]]);
    expect([tags[0]?.name, tunnels[1]?.name]).toEqual([tag, tunnel]);
  });

  test("have the same ids in every language, so that templates find them", () => {
    const [en, uk, ru] = (["en", "uk", "ru"] as const).map((language) => {
      const { people, tags, tunnels, offers, ids } = new Sandbox({ language: () => language }).snapshot();
      const lgts = tunnels.flatMap(({ leadgentools }) => leadgentools);
      return [...[people, tags, tunnels, lgts, offers].flat().map((one) => one["id"]), ...ids];
    });
    expect(uk).toEqual(en);
    expect(ru).toEqual(en);
  });

  test("stay as they began when the owner's language changes, and follow it at a reset", () => {
    let language: Language = "en";
    const world = new Worlds({ languageOf: () => language }).of("a");
    language = "ru";
    expect(world.snapshot().tags[0]?.name).toBe("Order from the site");
    world.reset();
    expect(world.snapshot().tags[0]?.name).toBe("Заказ с сайта");
  });
});
