import { findProblems, resolveParams, type Json } from "@leeway/engine";
import { expect, test } from "vitest";
import { catalogue } from "../index.js";
import { emailMessageSend } from "./email.node.js";

const many = (count: number) => Array.from({ length: count }, (_, index) => `person-${index}@example.com`);
const letter = (to: Json) => ({ to, subject: "Hello", text: "Hi" });

/** What is said of a step before it is published. */
function problems(to: Json) {
  const place = { position: { x: 0, y: 0 } };
  const start = { ...place, id: "in", type: "trigger.manual", params: {} };
  const mail = { ...place, id: "mail", type: "email.message.send", credential: "cred", params: letter(to) };
  const edges = [{ id: "e", source: "in", sourceHandle: "main", target: "mail" }];
  const document = { schemaVersion: 1, name: "Mail", nodes: [start, mail], edges, notes: [], settings: {} } as const;
  const names = {
    credentials: new Map([["cred", { type: "smtp", name: "Mail", needsSecret: false }]]),
    vars: new Set<string>(),
    fields: new Set<string>(),
  };
  const found = findProblems(document as never, catalogue, names as never);
  return found
    .filter(({ severity }) => severity === "error")
    .map(({ code, param, values }) => ({ code, param, values }));
}
/** What the run says of them. */
function refusal(to: Json, trigger: Json = null) {
  const resolved = resolveParams(emailMessageSend, letter(to), { values: { trigger }, now: 0, timezone: "UTC" });
  return resolved.ok ? undefined : resolved.error;
}

const tooMany = { code: "param.tooMany", param: "to", values: { count: 51, limit: 50 } };

test.each<[string, (addresses: string[]) => Json]>([
  ["a list", (addresses) => addresses],
  ["one text with commas", (addresses) => addresses.join(", ")],
  ["texts with lines", (addresses) => [addresses.slice(0, 20).join("\n"), addresses.slice(20).join(";")]],
])("fifty addresses in %s are a letter's most: one more is said before publishing and in the run", (_what, as) => {
  expect([problems(as(many(50))), refusal(as(many(50)))]).toEqual([[], undefined]);
  expect(problems(as(many(51)))).toEqual([tooMany]);
  expect(refusal(as(many(51)))).toMatchObject(tooMany);
});

test("what a template gives is counted in the run", () => {
  const template = "{{ trigger.to }}";
  expect(problems([template, ...many(49)])).toEqual([]);
  expect(refusal([template], { to: many(50).join(", ") })).toBeUndefined();
  expect(refusal([template], { to: many(51).join(", ") })).toMatchObject(tooMany);
  expect(refusal(template, { to: many(51) })).toMatchObject(tooMany);
});
