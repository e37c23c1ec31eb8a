import "reflect-metadata";
import type { StepState } from "@leeway/engine";
import { expect, test } from "vitest";
import { PersonTrails } from "./person-trails.js";

/** A step that has read a person with one channel. */
const read = (person_id: string, account_id: string) => ({
  runId: "run",
  documentId: "doc",
  state: {
    nodeId: "get",
    key: "get",
    input: { person_id },
    output: { data: { id: person_id, accounts: [{ account_id }] } },
  } as unknown as StepState,
});

test("two ids that each were the other's channel at some time are followed all the same", async () => {
  const search = { find: () => Promise.resolve({ ids: [], rows: new Map() }) };
  // What was read last of each says that it belongs to the other one.
  const steps = {
    in: (_workspaceId: string, _rows: unknown, ids: ReadonlySet<string>) =>
      Promise.resolve([ids.has("a") ? read("b", "a") : read("a", "b")]),
  };
  const nodes = { of: () => [{ id: "get", type: "leeloo.person.get" }] };
  const trails = new PersonTrails(search as never, steps as never, nodes as never);
  const [a, b] = await Promise.all([trails.of("ws", "a"), trails.of("ws", "b")]);
  expect([a.id, b.id]).toEqual(["b", "a"]);
});
