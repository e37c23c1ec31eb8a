import { expect, test } from "vitest";
import { catalogue } from "@leeway/nodes";
import { operationOf, starred } from "./operations.js";

const definitions = [...catalogue.values()];

test.each([
  ["POST", "/people", "leeloo.person.create"],
  ["GET", "/people?filter%5Bphone%5D=380501234567", "leeloo.person.list"],
  ["GET", "/people/5e1f119d6c384804b31e945e", "leeloo.person.get"],
  ["PUT", "/people/5e1f119d6c384804b31e945e/add-tag", "leeloo.person.addTag"],
  ["POST", "/messages/send-message", "leeloo.message.send"],
])("%s %s is what the step %s asks for", (method, path, type) => {
  expect(operationOf(definitions, method, path)?.type).toBe(type);
});

test.each([
  ["DELETE", "/people"],
  ["GET", "/nothing/of/this"],
])("%s %s is no step’s request", (method, path) => {
  expect(operationOf(definitions, method, path)).toBeUndefined();
});

test("a placeholder becomes a star", () => {
  expect(starred("/people/{person_id}/add-tag")).toBe("/people/*/add-tag");
});
