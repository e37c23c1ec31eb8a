import type { Json, RunEventBody } from "@leeway/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eraseEvent, eraseNamed, ERASED, isAboutThem, namedParts } from "./erase-json.js";
import { Marks } from "./marks.js";
import { SOMEBODY_ELSE, withoutOthers } from "./others.js";

describe("a person", () => {
  const marks = new Marks(["5e1f119d6c384804b31e9999", "Olena@Example.com", "+380 67 123 45 67"]);
  test.each([
    "5e1f119d6c384804b31e9999",
    "https://leeloo.example/people/5e1f119d6c384804b31e9999/tags",
    "olena@example.com",
    "<OLENA@example.com>",
    "0671234567",
    "8 (067) 123-45-67",
    "Call 380671234567 now",
    "Write to me:\nolena@example.com",
    String.raw`{"text":"Mail:\nolena@example.com"}`,
  ])("is named by %s", (text) => {
    expect([marks.name(text), marks.mayBeIn(JSON.stringify({ text }))]).toEqual([true, true]);
  });
  test.each([
    "helena.olena@example.com",
    "olena@example.com.ua",
    "0671234568",
    "1380671234567",
    "5e1f119d6c384804b31e99990",
  ])("is not named by %s", (text) => {
    expect(marks.name(text)).toBe(false);
  });

  test("is named by JSON of others, who write letters by their numbers", () => {
    const mail = String.raw`{"mail":"\u003colena\u0040example.com\u003e"}`;
    expect([marks.mayBeIn(mail), marks.mayBeIn("cut off \\")]).toEqual([true, false]);
  });

  const other = { name: "Petro", phone: "0501112233", tags: ["vip"] };
  const them = { name: "Olena", phone: "067 123 45 67", tags: ["new"], spent: 1490, vip: true, city: null };
  test("is erased with the object that names them, and nobody beside them", () => {
    expect(eraseNamed([other, them], marks)).toEqual([
      other,
      { name: ERASED, phone: ERASED, tags: [ERASED], spent: 0, vip: true, city: null },
    ]);
    expect(namedParts({ people: [other, them] }, marks)).toEqual([them]);
    expect([isAboutThem([other, them], marks), isAboutThem({ body: them }, marks)]).toEqual([false, true]);
  });

  test("is erased with what stands under a name that is theirs", () => {
    const byPhone = { "0501112233": other, "+380671234567": { name: "Olena", city: "Lviv" } };
    expect(eraseNamed(byPhone, marks)).toEqual({ "0501112233": other, [ERASED]: { name: ERASED, city: ERASED } });
  });

  test("is in a copy without others: what is about those is left out, their phones beside one's own are hidden", () => {
    const facts = { runId: "run_01a2015f-1459-7405-9067-380671112233", at: "2026-11-22 03:48:58", order: "1000000001" };
    expect(withoutOthers({ facts }, marks)).toEqual({ facts });
    const call = { to: them, friend: other, note: "067 123 45 67, else 050 111 22 33", rows: [other, them, 7] };
    expect(withoutOthers(call, marks)).toEqual({
      to: them,
      friend: SOMEBODY_ELSE,
      note: "•••67, else •••33",
      rows: [SOMEBODY_ELSE, them, 7],
    });
  });

  test("is erased from an event, whose place in the run stays", () => {
    const event: RunEventBody = {
      type: "step.started",
      at: 5,
      key: "each",
      nodeId: "each",
      attempt: 1,
      input: { items: [other, them] },
      loop: { count: 2, concurrency: 1, onItemError: "stop", body: ["send"] },
    };
    expect(eraseEvent(event, marks, false)).toEqual({ ...event, input: { items: [other, expect.anything()] } });
    const all = eraseEvent(event, marks, true);
    expect(all).toMatchObject({ key: "each", at: 5, loop: event.loop, input: { items: [{ name: ERASED }, {}] } });
    expect(JSON.stringify(all)).not.toContain("Petro");
  });

  test("is in nothing that was erased, whatever it looks like", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(...marks.values), (json, value) => {
        const data = { before: JSON.parse(json) as Json, person: { value, more: [value] }, text: `about ${value}.` };
        expect(marks.mayBeIn(JSON.stringify(eraseNamed(data, marks)))).toBe(false);
      }),
    );
  });
});
