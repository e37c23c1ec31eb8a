import { expect, test } from "@jest/globals";
import { workflowDocumentSchema } from "@leeway/engine";
import { countCalls } from "./forecast.js";

const document = (items: unknown) =>
  workflowDocumentSchema.parse({
    schemaVersion: 1,
    name: "To everybody",
    nodes: [
      { id: "in", type: "trigger.manual" },
      { id: "list", type: "logic.each", params: { items } },
      { id: "send", type: "leeloo.message.send", parent: "list", credential: "a" },
      { id: "note", type: "logic.set", parent: "list" },
      { id: "report", type: "leeloo.message.send", credential: "a" },
      { id: "off", type: "leeloo.message.send", credential: "a", disabled: true },
    ],
  });

test("a forecast counts the calls of each item, of a list in the document or in the trigger's data", () => {
  const people = Array.from({ length: 5_000 }, () => "x");
  expect(countCalls(document(people), {})).toEqual({ calls: new Map([["a", 5_001]]), unknown: [] });
  const given = countCalls(document("{{ trigger.people }}"), { people });
  expect(given).toEqual({ calls: new Map([["a", 5_001]]), unknown: [] });
});

test("a forecast says of which loop it does not know how long it is", () => {
  const counted = countCalls(document("{{ steps.find.data }}"), {});
  expect(counted).toEqual({ calls: new Map([["a", 2]]), unknown: ["list"] });
});
