import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { asking, pool, reason, type RateGateWorld } from "./rate-gate.asking.js";

/** What every rate gate does after a 429, and while it is paused. */
export function rateGatePauses(make: () => Promise<RateGateWorld>): void {
  describe("freezes and pauses", () => {
    let world: RateGateWorld;
    beforeEach(async () => {
      world = await make();
    });
    afterEach(() => world.close());
    const { take, ticket } = asking(() => world);

    test("freezes after a 429, lets one probe go, then the others, at four fifths", async () => {
      const five = { pool: { key: "token", limit: 5 } };
      const refused = await ticket("refused", five);
      world.gate().freeze(five.pool, 10_000);
      world.gate().release(refused, "answered");
      for (const run of ["a", "b", "refused"]) expect(reason(await take(run, five))).toBe("freeze");
      expect(world.gate().meter("token")).toMatchObject({ frozenUntil: world.now() + 11_000, limit: 4 });
      await world.advance(10_999);
      expect(world.woken).toEqual([]);
      await world.advance(1);
      expect(world.woken).toEqual(["refused"]);
      const probe = await ticket("refused", five);
      expect(reason(await take("c", five))).toBe("freeze");
      world.gate().release(probe, "answered");
      await world.advance(49);
      expect(world.woken).toEqual(["refused"]);
      await world.advance(1);
      expect(world.woken).toEqual(["refused", "a", "b"]);
      for (const run of ["a", "b"]) world.gate().release(await ticket(run, five), "unused");
      await world.advance(60_000);
      expect(world.gate().meter("token")?.limit).toBe(5);
    });

    test("lets nobody go between a probe's answer and the word that it was a 429", async () => {
      const five = { pool: { key: "token", limit: 5 } };
      world.gate().freeze(five.pool, 0);
      await world.advance(1_000);
      const probe = await ticket("probe", five);
      expect(reason(await take("a", five))).toBe("freeze");
      world.gate().release(probe, "answered");
      expect(reason(await take("b", five))).toBe("freeze");
      world.gate().freeze(five.pool, 5_000);
      await world.advance(5_999);
      expect(world.woken).toEqual([]);
      await world.advance(1);
      expect(world.woken).toEqual(["a"]);
    });

    test("freezes for a minute when the far end does not say how long", async () => {
      const refused = await ticket("a");
      world.gate().release(refused, "answered");
      world.gate().freeze(pool, undefined);
      expect(world.gate().meter("token")?.frozenUntil).toBe(world.now() + 60_000);
    });

    test("gives nothing out while paused, and goes on afterwards, also over a restart", async () => {
      await world.gate().pause(pool);
      expect(reason(await take("a"))).toBe("pause");
      await world.advance(0);
      await world.restart();
      expect(world.gate().meter("token")).toMatchObject({ paused: true, waiting: { normal: 1 } });
      expect(reason(await take("a"))).toBe("pause");
      await world.gate().resume(pool);
      expect(world.woken).toEqual(["a"]);
      expect(reason(await take("a"))).toBe("ticket");
    });

    test("wakes all who wait when it is paused or frozen and when it is resumed: each asks again, and hears why", async () => {
      const one = { pool: { key: "token", limit: 1 } };
      const first = await ticket("first", one);
      const others = ["a", "b"];
      const reasons = async () => {
        const heard = [];
        for (const run of others) heard.push(reason(await take(run, one)));
        return heard;
      };
      const woken = () => world.toldWhy.splice(0);
      expect(await reasons()).toEqual(["limit", "limit"]);
      await world.gate().pause(one.pool);
      expect(woken()).toEqual(others);
      expect(await reasons()).toEqual(["pause", "pause"]);
      // As it is already.
      await world.gate().pause(one.pool);
      expect(woken()).toEqual([]);
      await world.gate().resume(one.pool);
      expect(woken()).toEqual(others);
      expect(await reasons()).toEqual(["limit", "limit"]);
      world.gate().freeze(one.pool, 5_000);
      expect(woken()).toEqual(others);
      expect(await reasons()).toEqual(["freeze", "freeze"]);
      world.gate().freeze(one.pool, 9_000);
      expect(woken()).toEqual([]);
      world.gate().release(first, "unused");
    });

    test("lets the step that was refused go before others, however long the freeze is", async () => {
      const five = { pool: { key: "token", limit: 5 } };
      world.gate().release(await ticket("refused", five), "answered");
      world.gate().freeze(five.pool, 600_000);
      await take("probe", five);
      await world.advance(601_000);
      const probe = await ticket("probe", five);
      expect(reason(await take("late", five))).toBe("freeze");
      expect(reason(await take("refused", five))).toBe("freeze");
      world.gate().release(probe, "answered");
      await world.advance(50);
      expect(world.woken).toEqual(["probe", "refused", "late"]);
    });

    test("takes the refusals of a burst for one, and gives back a ticket for each minute since the freeze is over", async () => {
      const ten = { pool: { key: "token", limit: 10 } };
      const limit = () => world.gate().meter("token")?.limit;
      for (let refused = 0; refused < 5; refused++) world.gate().freeze(ten.pool, 30_000);
      expect(limit()).toBe(8);
      await world.advance(31_000);
      world.gate().release(await ticket("probe", ten), "answered");
      for (const [was, is] of [
        [8, 9],
        [9, 10],
      ]) {
        await world.advance(59_999);
        expect(limit()).toBe(was);
        await world.advance(1);
        expect(limit()).toBe(is);
      }
    });

    test("lets those that were refused together go in the order in which they come back", async () => {
      const five = { pool: { key: "token", limit: 5 } };
      for (const run of ["a", "b", "c"]) world.gate().release(await ticket(run, five), "answered");
      world.gate().freeze(five.pool, 0);
      for (const run of ["other", "c", "a", "b"]) await take(run, five);
      await world.advance(1_000);
      world.gate().release(await ticket("c", five), "unused");
      for (const run of ["a", "b"]) world.gate().release(await ticket(run, five), "unused");
      expect(world.woken).toEqual(["c", "a", "b", "other"]);
    });
  });
}
