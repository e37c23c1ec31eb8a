import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Doubts } from "../ports.js";

/** What is under test with what the suite needs around it. */
export interface DoubtsWorld {
  doubts: Doubts;
  now(): number;
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

const step = (runId: string, more: object = {}) => ({
  workspaceId: "ws",
  service: "leeloo",
  mark: "hello to Olena",
  runId,
  stepKey: "send",
  ...more,
});

/** What every keeper of who has which entry does, whatever it is made of. */
export function doubtsSuite(name: string, make: () => Promise<DoubtsWorld>): void {
  describe(`doubts: ${name}`, () => {
    let world: DoubtsWorld;
    beforeEach(async () => (world = await make()));
    afterEach(() => world.close());
    const claim = (runId: string, match: string, more: object = {}) =>
      world.doubts.claim({ ...step(runId), match, since: world.now(), ...more });

    test("an entry belongs to the first step that claims it, again and again, and to no other", async () => {
      expect(await claim("r1", "m1")).toBe(true);
      expect(await claim("r1", "m1")).toBe(true);
      expect(await claim("r2", "m1")).toBe(false);
      expect(await claim("r1", "m1", { stepKey: "send[1]" })).toBe(false);
      expect(await claim("r2", "m2")).toBe(true);
    });

    test("of many steps at once, one gets the entry", async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, run) => claim(`r${run}`, "m1")));
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    test.each([
      ["another run", "r2", {}],
      ["another item of its loop", "r1", { stepKey: "send[1]" }],
    ])("nobody gets an entry while a step of %s has sent the like since", async (_whose, other, more) => {
      const since = world.now();
      await world.doubts.sending(step("r1"));
      await world.advance(1_000);
      await world.doubts.sending(step(other, more));
      expect(await claim("r1", "m1", { since })).toBe(false);
      expect(await claim(other, "m1", { since, ...more })).toBe(false);
    });

    test("what the step itself has sent, and what others sent before, is in nobody's way", async () => {
      await world.doubts.sending(step("r0"));
      await world.advance(1_000);
      const since = world.now();
      await world.doubts.sending(step("r1"));
      await world.doubts.sending(step("r1"));
      expect(await claim("r1", "m1", { since })).toBe(true);
    });

    test.each([
      ["workspace", { workspaceId: "other" }],
      ["service", { service: "sandbox of leeloo" }],
    ])("another %s has entries of its own", async (_what, other) => {
      const since = world.now();
      await world.doubts.sending(step("r2", other));
      expect(await claim("r1", "m1", { since })).toBe(true);
      expect(await claim("r3", "m1", { ...other, since: since + 1 })).toBe(true);
    });

    test("what looks different is in nobody's way", async () => {
      const since = world.now();
      await world.doubts.sending(step("r2", { mark: "hello to Ivan" }));
      expect(await claim("r1", "m1", { since })).toBe(true);
    });
  });
}
