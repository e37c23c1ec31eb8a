import "reflect-metadata";
import type { LocalBrakes } from "@leeway/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BRAKES } from "../adapters/engine.tokens.js";
import { served, type Served } from "../credentials/testing/served.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { BrakesModule } from "./brakes.module.js";
import { bySelf } from "../accounts/audit.js";
import { BrakesService } from "./brakes.service.js";

let server: Served;
beforeAll(async () => {
  server = await served([WorkflowsModule, BrakesModule]);
});
afterAll(() => server.close());

const who = { workspaceId: "ws_1", userId: null, from: bySelf } as Parameters<BrakesService["pause"]>[0];

test.each([
  ["pause", ["resume", "pause"]],
  ["pause", ["pause", "resume"]],
  ["resume", ["resume", "pause"]],
  ["resume", ["pause", "resume"]],
  ["pause", ["resume", "resume", "pause"]],
] as const)("after %s, %j at once leave what is stopped here as it is kept", async (first, atOnce) => {
  const brakes = server.app.get(BrakesService);
  await brakes[first](who);
  await Promise.all(atOnce.map((verb) => brakes[verb](who)));
  const kept = brakes.list("ws_1").workspace !== null;
  expect(kept).toBe(atOnce.at(-1) === "pause");
  expect(server.app.get<LocalBrakes>(BRAKES).on({ id: "any", workspaceId: "ws_1", workflowId: "any" })).toBe(kept);
});
