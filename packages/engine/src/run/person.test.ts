import { describe, expect, test } from "vitest";
import fc from "fast-check";
import type { Json, JsonObject } from "../json.js";
import { customFieldsOf, ownersIn, type PersonStep } from "./person.js";

/** The four makes of step there are: what reads a card, writes fields, is about a person, is about a channel. */
const reads = (id: string, channels: string[], fields: JsonObject): PersonStep => ({
  person: { id: "data.id", channels: "data.accounts[].account_id", customFields: "data.custom_fields" },
  params: {},
  output: {
    data: { id, accounts: channels.map((account_id) => ({ account_id })), custom_fields: listOf(fields) },
  },
});
const creates = (id: string, channel: string): PersonStep => ({
  person: { id: "data.person_id", channels: "data.id" },
  params: {},
  output: { data: { id: channel, person_id: id } },
});
const writes = (id: string, fields?: JsonObject): PersonStep => ({
  person: { idParam: "person_id", customFieldsParam: "custom_fields" },
  params: { person_id: id, ...(fields && { custom_fields: listOf(fields) }) },
  output: { status: 1 },
});
const tags = (id: string): PersonStep => ({ person: { idParam: "p" }, params: { p: id }, output: {} });
const sends = (channel: string): PersonStep => ({
  person: { channelParam: "account_id" },
  params: { account_id: channel },
  output: {},
});
/** Two makes of list that say whose channels are whose. */
const lists = (people: Record<string, string[]>): PersonStep => ({
  owners: { items: "data", person: "id", channels: "accounts[].account_id" },
  params: {},
  output: {
    data: Object.entries(people).map(([id, channels]) => ({
      id,
      accounts: channels.map((account_id) => ({ account_id })),
    })),
  },
});
const listsChannels = (channels: Record<string, string>): PersonStep => ({
  owners: { items: "data", person: "person_id", channels: "id" },
  params: {},
  output: { data: Object.entries(channels).map(([id, person_id]) => ({ id, person_id })) },
});
const listOf = (fields: JsonObject): Json =>
  Object.entries(fields).map(([name, value]) => ({ type: "TEXT", name, value }));
/** After these steps, the first one first. */
const after = (...steps: PersonStep[]) => Object.fromEntries(customFieldsOf(steps.toReversed()));

describe("the fields of the run's person", () => {
  const ada = reads("ada", ["a1", "a2"], { city: "Львів", level: "B2" });
  const bob = reads("bob", ["b1"], { city: "Одеса" });

  test("an emptied one is not what an earlier step had read", () => {
    expect(after(ada, writes("ada", { city: null }))).toEqual({ level: "B2" });
  });

  test.each<[string, PersonStep]>([
    ["created", creates("bob", "b1")],
    ["tagged", tags("bob")],
    ["updated without fields", writes("bob")],
    ["subscribed by a channel", sends("b1")],
  ])("are not those of the one before, once another one is %s", (_, step) => {
    expect(after(ada, step)).toEqual({});
    expect(after(bob, ada, step)).toEqual({ city: "Одеса" });
  });

  test.each<[string, PersonStep]>([
    ["tagged", tags("ada")],
    ["updated without fields", writes("ada")],
    ["written to by one channel", sends("a1")],
    ["written to by another channel", sends("a2")],
  ])("stay when the same person is %s", (_, step) => {
    expect(after(bob, ada, step)).toEqual({ city: "Львів", level: "B2" });
    expect(after(ada, writes("ada", { city: "Київ" }), step)).toEqual({ city: "Київ", level: "B2" });
  });

  test("are known by a channel that only an earlier step knows, with what was written in between", () => {
    expect(after(creates("eve", "e1"), writes("eve", { city: "Суми" }), sends("e1"))).toEqual({ city: "Суми" });
  });

  test("are known by the channel that a card was asked for by, whatever channels stand in it", () => {
    const asked: PersonStep = {
      ...ada,
      person: { ...("person" in ada && ada.person), channelParam: "account_id" },
      params: { account_id: "a9" },
    };
    expect(after(asked, sends("a9"))).toEqual({ city: "Львів", level: "B2" });
    expect(after(asked, sends("b1"))).toEqual({});
  });

  test.each<[string, PersonStep]>([
    ["people", lists({ ada: ["a1"], eve: ["e0", "e1"] })],
    ["channels", listsChannels({ a1: "ada", e0: "eve", e1: "eve" })],
  ])("are known by a channel that only a list of %s knows, wherever it stands", (_, list) => {
    expect(after(list, writes("eve", { city: "Суми" }), sends("e1"))).toEqual({ city: "Суми" });
    expect(after(writes("eve", { city: "Суми" }), list, sends("e1"))).toEqual({ city: "Суми" });
    expect(after(writes("eve", { city: "Суми" }), sends("e1"), list)).toEqual({ city: "Суми" });
    expect(after(writes("eve", { city: "Суми" }), list, sends("e9"))).toEqual({});
    expect(after(writes("eve", { city: "Суми" }), list, sends("a1"))).toEqual({});
  });

  test("of whom a list reads many stay those of the one before", () => {
    expect(after(ada, lists({ bob: ["b1"], ada: ["a1"] }))).toEqual({ city: "Львів", level: "B2" });
    expect(after(lists({ bob: ["b1"] }))).toEqual({});
  });

  test("of whom nobody can say who it is are what that step read itself", () => {
    const nameless = { ...ada, output: { data: { custom_fields: listOf({ city: "Рівне" }) } } };
    expect(after(ada, nameless)).toEqual({ city: "Рівне" });
  });

  test("are always those of the nearest one, whoever was read and written before", () => {
    const people = ["p", "q", "r"];
    const fields = fc.dictionary(fc.constantFrom("city", "level", "size"), fc.nat(9));
    const step = fc.record({
      what: fc.constantFrom("read", "write", "tag", "send", "create", "list" as const),
      who: fc.constantFrom(...people),
      fields,
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 9 }), (script) => {
        /** What a person who looks on would say. */
        const known = new Map<string, Record<string, Json>>();
        const owner = new Set<string>();
        const steps = script.map(({ what, who, fields: given }) => {
          const channel = `${who}1`;
          if (what === "read") known.set(who, { ...given });
          if (what === "write") known.set(who, { ...known.get(who), ...given });
          if (what === "read" || what === "create" || what === "list") owner.add(who);
          if (what === "list") return lists({ [who]: [channel] });
          if (what === "read") return reads(who, [channel], given);
          if (what === "write") return writes(who, given);
          if (what === "tag") return tags(who);
          return what === "send" ? sends(channel) : creates(who, channel);
        });
        const last = script.findLast(({ what }) => what !== "list");
        const isSure = last && (last.what !== "send" || owner.has(last.who));
        expect(after(...steps)).toEqual(isSure ? (known.get(last.who) ?? {}) : {});
      }),
      { numRuns: 2_000, seed: 20261121 },
    );
  });
});

test("a step tells whose channels are whose: of the person that it names, or of each in its list", () => {
  expect(ownersIn(reads("p1", ["c1", "c2"], {}))).toEqual([{ person: "p1", channels: ["c1", "c2"] }]);
  expect(ownersIn(creates("p2", "c3"))).toEqual([{ person: "p2", channels: ["c3"] }]);
  expect(ownersIn(tags("p3"))).toEqual([{ person: "p3", channels: [] }]);
  expect(ownersIn(sends("c4"))).toEqual([]);
  expect(ownersIn(lists({ p5: ["c5"], p6: ["c6", "c7"] }))).toEqual([
    { person: "p5", channels: ["c5"] },
    { person: "p6", channels: ["c6", "c7"] },
  ]);
});
