import { describe, expect, test } from "vitest";
import { whoseId } from "./whose-id.js";

const person = "690000000000000000000010";
const channel = "690000000000000000000011";
const added = { data: { id: channel, person_id: person, name: "Олена Шевченко" }, status: 1 };
const found = { data: [{ id: person, name: "Ірина", accounts: [{ account_id: channel }] }] };

describe("an id in a run's story", () => {
  test("is told by the name beside it in an answer, whether of the person or of the channel", () => {
    expect(whoseId(person, [undefined, added])).toBe("Олена Шевченко");
    expect(whoseId(channel, [added])).toBe("Олена Шевченко");
  });
  test("is told by the name around it", () => expect(whoseId(channel, [found])).toBe("Ірина"));
  test("is not told by a thing that only mentions it", () =>
    expect(whoseId(person, [{ data: { id: "o1", title: "Order", personId: person } }])).toBeUndefined());
  test("stays unknown where no answer has it", () => expect(whoseId("x", [added, found])).toBeUndefined());
  test("is searched for a while only", () => {
    const many = Array.from({ length: 5_000 }, (_, at) => ({ id: `i${at}`, name: `n${at}` }));
    expect([whoseId("i10", [many]), whoseId("i4999", [many])]).toEqual(["n10", undefined]);
  });
});
