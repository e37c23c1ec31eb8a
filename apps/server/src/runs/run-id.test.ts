import { UUID } from "uuidv7";
import { expect, test } from "vitest";
import { newRunId } from "./run-id.js";

test("ids of runs are UUIDs of version 7, each greater than the one before", () => {
  const made = Array.from({ length: 2_000 }, newRunId);
  for (const id of made) {
    const uuid = UUID.parse(id.slice("run_".length));
    expect([`run_${uuid.toString()}`, uuid.getVersion(), uuid.getVariant()]).toEqual([id, 7, "VAR_10"]);
  }
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});
