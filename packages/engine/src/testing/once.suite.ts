import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { OnceKeeper } from "../ports.js";

/** A keeper under test with what the suite needs around it. */
export interface OnceWorld {
  keeper: OnceKeeper;
  /** Lets the keeper's clock run. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

const DAY = 86_400_000;
type Claim = Parameters<OnceKeeper["first"]>[0];
const claim = (runId: string, more: Partial<Claim> = {}): Claim => ({
  workspaceId: "ws",
  workflowId: "wf",
  nodeId: "once",
  key: "+380671234567",
  windowMs: DAY,
  runId,
  stepKey: "once",
  rehearsal: false,
  ...more,
});

/** What every keeper of what has been done for whom does, whatever it is made of. */
export function onceSuite(name: string, make: () => Promise<OnceWorld>): void {
  describe(`once: ${name}`, () => {
    let world: OnceWorld;
    beforeEach(async () => (world = await make()));
    afterEach(() => world.close());
    const isFirst = async (one: Claim) => (await world.keeper.first(one)).first;

    test("the first in the window is the first, others learn who it was and when", async () => {
      expect(await world.keeper.first(claim("r1"))).toEqual({ first: true });
      await world.advance(DAY - 1);
      expect(await world.keeper.first(claim("r2"))).toEqual({ first: false, runId: "r1", at: expect.any(Number) });
    });

    test("after the window somebody else is the first, and the window begins anew", async () => {
      await isFirst(claim("r1"));
      await world.advance(DAY);
      expect(await isFirst(claim("r2"))).toBe(true);
      await world.advance(DAY - 1);
      expect(await world.keeper.first(claim("r3"))).toMatchObject({ first: false, runId: "r2" });
    });

    test("a repeat does not prolong the window", async () => {
      await isFirst(claim("r1"));
      await world.advance(DAY - 1);
      expect(await isFirst(claim("r2"))).toBe(false);
      await world.advance(1);
      expect(await isFirst(claim("r3"))).toBe(true);
    });

    test("asked again by the same step, the window begins anew: what it lets through comes only now", async () => {
      await isFirst(claim("r1"));
      await world.advance(DAY + 1);
      expect(await isFirst(claim("r1"))).toBe(true);
      expect(await isFirst(claim("r2"))).toBe(false);
      await world.advance(DAY - 1);
      expect(await isFirst(claim("r2"))).toBe(false);
      await world.advance(1);
      expect(await isFirst(claim("r2"))).toBe(true);
    });

    test("the same step of the same run gets the same answer again, another step of it does not", async () => {
      await isFirst(claim("r1"));
      expect(await isFirst(claim("r1"))).toBe(true);
      expect(await isFirst(claim("r1", { stepKey: "once[1]" }))).toBe(false);
      await isFirst(claim("r2"));
      expect(await isFirst(claim("r2"))).toBe(false);
    });

    test("for ever is for ever", async () => {
      await isFirst(claim("r1", { windowMs: undefined }));
      await world.advance(400 * DAY);
      expect(await isFirst(claim("r2", { windowMs: undefined }))).toBe(false);
    });

    test("a shorter window counts from the moment when it is asked for", async () => {
      await isFirst(claim("r1", { windowMs: undefined }));
      await world.advance(DAY);
      expect(await isFirst(claim("r2"))).toBe(true);
    });

    test.each<[string, Partial<Claim>]>([
      ["key", { key: "+380500000000" }],
      ["workflow", { workflowId: "other" }],
      ["step", { nodeId: "other" }],
      ["rehearsal", { rehearsal: true }],
    ])("another %s has a memory of its own", async (_what, other) => {
      await isFirst(claim("r1"));
      expect(await isFirst(claim("r2", other))).toBe(true);
      expect(await isFirst(claim("r3", other))).toBe(false);
    });

    test("of many at once, one is the first", async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, run) => isFirst(claim(`r${run}`))));
      expect(answers.filter(Boolean)).toHaveLength(1);
    });
  });
}
