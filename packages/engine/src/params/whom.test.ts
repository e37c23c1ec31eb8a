import { expect, test } from "vitest";
import type { NodeDefinition } from "../definition.js";
import { keysOf } from "../paths.js";
import { whomAt, whomOf } from "./whom.js";

const definition = (params: object[], ids: object): NodeDefinition => ({ params, ids }) as unknown as NodeDefinition;
const send = definition([{ name: "account_id", idKind: "account" }, { name: "text" }], {});
const make = definition([{ name: "name" }], {
  "data.id": { idKind: "account" },
  "data.person_id": { idKind: "person" },
});
const list = definition([], {
  "data[].id": { idKind: "person" },
  "data[].accounts[].account_id": { idKind: "account" },
});

test("a step is about the person whom it names, else about the one whose channel it names, else about nobody", () => {
  expect(whomOf(send, { account_id: "c1", text: "Hi" }, { data: {} })).toBe("c1");
  expect(whomOf(make, { name: "Olena" }, { data: { id: "c2", person_id: "p2" } })).toBe("p2");
  expect(whomOf(make, { name: "Olena" }, undefined)).toBeUndefined();
  expect(whomOf(list, {}, { data: [{ id: "p3" }] })).toBeUndefined();
  expect(whomOf(undefined, { account_id: "c1" }, {})).toBeUndefined();
});

test("of a list's entries each is about its own person", () => {
  const output = {
    data: [
      { id: "p1", phone: "1" },
      { id: "p2", phone: "2", accounts: [{ account_id: "c2" }] },
    ],
    meta: {},
  };
  expect(whomAt(list, output, keysOf("data[1].phone"))).toBe("p2");
  expect(whomAt(list, output, keysOf("data[1].accounts[0].from"))).toBe("p2");
  expect(whomAt(list, output, keysOf("meta.total"))).toBeUndefined();
  expect(whomAt(make, { data: { person_id: "p4", phone: "4" } }, keysOf("data.phone"))).toBe("p4");
});
