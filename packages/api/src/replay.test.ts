import { expect, test } from "vitest";
import { sayFieldFault } from "./messages/say.js";
import { fieldFaults } from "./messages/texts.js";
import { changeItemsSchema } from "./replay.js";

test.each([
  { indexes: [0, 1], action: "retry", data: 1 },
  { indexes: "failed", action: "retry", data: 1 },
  { indexes: [0], action: "skip", data: 1 },
])("other data for more than one item that is done again is refused in the reader's words: %j", (wish) => {
  expect(changeItemsSchema.safeParse({ ...wish, data: undefined }).success).toBe(true);
  const issue = changeItemsSchema.safeParse(wish).error?.issues[0];
  const fault = fieldFaults.find((one) => one === issue?.message);
  expect(fault && sayFieldFault(fault, {}, "uk")).toContain("лише одному елементу");
});
