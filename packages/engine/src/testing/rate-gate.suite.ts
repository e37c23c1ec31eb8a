import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { asking, COOL, pool, reason, type RateGateWorld } from "./rate-gate.asking.js";
import { rateGatePauses } from "./rate-gate.pauses.js";
import { rateGateRestarts } from "./rate-gate.restarts.js";

export type { RateGateWorld };

/** What every rate gate does, whatever keeps its state. */
export function rateGateSuite(name: string, make: () => Promise<RateGateWorld>): void {
  describe(`rate gate: ${name}`, () => {
    let world: RateGateWorld;
    beforeEach(async () => {
      world = await make();
    });
    afterEach(() => world.close());
    const { take, ticket, useUp } = asking(() => world);

    test("gives as many tickets as the limit says, then asks to wait", async () => {
      const [a, b, c] = [await take("a"), await take("b"), await take("c")];
      expect([a, b, c].map(reason)).toEqual(["ticket", "ticket", "limit"]);
    });

    test("frees a ticket a window and a grace after the response, and wakes who waits", async () => {
      const first = await ticket("a");
      await ticket("b");
      await take("c");
      await world.advance(5_000);
      world.gate().release(first, "answered");
      await world.advance(COOL - 1);
      expect(world.woken).toEqual([]);
      await world.advance(1);
      expect(world.woken).toEqual(["c"]);
      expect(reason(await take("c"))).toBe("ticket");
    });

    test("frees a ticket at once when nothing was sent", async () => {
      const first = await ticket("a");
      await ticket("b");
      await take("c");
      world.gate().release(first, "unused");
      expect(world.woken).toEqual(["c"]);
      expect(reason(await take("c"))).toBe("ticket");
    });

    test("waits for what proxies may still deliver when a call was cut off", async () => {
      const first = await ticket("a");
      await ticket("b");
      await take("c");
      world.gate().release(first, "cutOff");
      await world.advance(30_000 + COOL - 1);
      expect(world.woken).toEqual([]);
      await world.advance(1);
      expect(world.woken).toEqual(["c"]);
    });

    test("takes a ticket back by itself when its holder never says what became of it", async () => {
      await ticket("a");
      await ticket("b");
      await take("c");
      // The write may be a second late, then the call has its time, and proxies theirs.
      await world.advance(1_000 + 30_000 + 30_000 + COOL - 1);
      expect(world.woken).toEqual([]);
      await world.advance(1);
      expect(world.woken).toEqual(["c"]);
    });

    test("keeps a bound ticket for its waiter, not for who comes in between", async () => {
      await useUp();
      await take("c");
      await world.advance(COOL - 10);
      world.gate().release(await ticket("d", { pool: { key: "other", limit: 1 } }), "unused");
      await take("late");
      await world.advance(10);
      expect(world.woken).toEqual(["c", "late"]);
      expect(reason(await take("gate-crasher"))).toBe("limit");
      expect(reason(await take("late"))).toBe("ticket");
      expect(reason(await take("c"))).toBe("ticket");
    });

    test("gives a ticket that is not collected to the next", async () => {
      const first = await ticket("a");
      await ticket("b");
      await take("gone");
      await take("next");
      world.gate().release(first, "unused");
      expect(world.woken).toEqual(["gone"]);
      await world.advance(3_000);
      expect(world.woken).toEqual(["gone", "next"]);
      expect(reason(await take("next"))).toBe("ticket");
    });

    test("lets a step that asks again keep its place", async () => {
      const first = await ticket("a");
      await ticket("b");
      for (const run of ["c", "d", "c", "c"]) await take(run);
      expect(world.gate().meter("token")?.waiting.normal).toBe(2);
      world.gate().release(first, "unused");
      expect(world.woken).toEqual(["c"]);
    });

    test("leaves the line to one that lets a bound ticket lie until it has done so three times", async () => {
      const first = await ticket("a");
      await ticket("b");
      await take("slow");
      await take("next");
      world.gate().release(first, "unused");
      await world.advance(3_000);
      world.gate().release(await ticket("next"), "unused");
      expect(world.woken).toEqual(["slow", "next", "slow"]);
      await world.advance(6_000);
      expect(world.woken).toEqual(["slow", "next", "slow", "slow"]);
      expect(world.gate().meter("token")?.waiting.normal).toBe(0);
    });

    test("counts for everybody's end what the critical lane has used of all tickets", async () => {
      const busy = { key: "busy", limit: 20 };
      for (let call = 0; call < busy.limit; call++)
        world.gate().release(await ticket(`critical ${call}`, { lane: "critical", pool: busy }), "answered");
      for (const lane of ["normal", "bulk"] as const)
        expect(reason(await take(lane, { lane, pool: busy }))).toBe("limit");
      expect(world.gate().meter("busy")?.emptyAt).toBeGreaterThanOrEqual(world.now() + COOL);
    });

    test("wakes nobody of a run that has ended, and gives a ticket bound to it to the next", async () => {
      const first = await ticket("a");
      const second = await ticket("b");
      for (const stepKey of ["1", "2", "3"]) await take("ended", { stepKey });
      await take("next");
      await take("last");
      world.gate().release(first, "unused");
      expect(world.woken).toEqual(["ended"]);
      world.gate().leave("ended");
      expect(world.woken).toEqual(["ended", "next"]);
      expect(world.gate().meter("token")?.waiting.normal).toBe(2);
      world.gate().release(second, "unused");
      expect(world.woken).toEqual(["ended", "next", "last"]);
    });

    test("is not held up by five thousand runs that were cancelled, also after a restart", async () => {
      await useUp();
      const runs = Array.from({ length: 5_000 }, (_, index) => `cancelled ${index}`);
      for (const run of runs) await take(run);
      await take("late");
      for (const run of runs) world.gate().leave(run);
      await world.advance(0);
      expect(world.gate().meter("token")).toMatchObject({ waiting: { normal: 1 }, emptyAt: world.now() + COOL });
      await world.restart();
      expect(world.gate().meter("token")?.waiting.normal).toBe(1);
      await world.advance(COOL);
      expect(world.woken).toEqual(["late"]);
    });

    test("gives a run that left and comes back a new place, behind those who stayed", async () => {
      await useUp();
      for (const run of ["back", "stayed", "too"]) await take(run);
      world.gate().leave("back");
      await take("back");
      await world.advance(COOL);
      expect(world.woken).toEqual(["stayed", "too"]);
    });

    test("lets the waiters of an ended run go from the front as well", async () => {
      const first = await ticket("a");
      await ticket("b");
      await take("ended");
      await take("next");
      world.gate().release(first, "unused");
      await world.gate().pause(pool);
      world.gate().leave("ended");
      await world.gate().resume(pool);
      expect(world.woken).toEqual(["ended", "next"]);
    });

    test("serves critical before normal before bulk", async () => {
      await useUp();
      await take("bulk", { lane: "bulk" });
      await take("normal");
      await take("critical", { lane: "critical" });
      expect(world.gate().meter("token")?.waiting).toEqual({ critical: 1, normal: 1, bulk: 1 });
      await world.advance(COOL);
      expect(world.woken).toEqual(["critical", "normal"]);
    });

    test("keeps fifteen of 290 tickets for the critical lane, whoever used them before, and knows it after a kill", async () => {
      const full = { pool: { key: "full", limit: 290 } };
      const critical = { ...full, lane: "critical" as const };
      const before = [];
      for (let call = 0; call < 20; call++) before.push(await ticket(`before ${call}`, critical));
      for (const one of before) world.gate().release(one, "unused");
      await world.advance(0);
      for (let call = 0; call < 275; call++) await ticket(`normal ${call}`, full);
      for (const lane of ["normal", "bulk"] as const) expect(reason(await take(lane, { ...full, lane }))).toBe("limit");
      await world.advance(10);
      await world.restart();
      expect(reason(await take("another", full))).toBe("limit");
      for (let call = 0; call < 15; call++) await ticket(`critical ${call}`, critical);
      expect(reason(await take("one too many", critical))).toBe("limit");
    });

    test("serves the run served longest ago first, first-come inside a run", async () => {
      await useUp();
      for (const stepKey of ["1", "2", "3"]) await take("greedy", { stepKey });
      await take("modest");
      await world.advance(COOL);
      expect(world.woken).toEqual(["greedy", "modest"]);
      expect(reason(await take("greedy", { stepKey: "2" }))).toBe("limit");
      expect(reason(await take("greedy", { stepKey: "1" }))).toBe("ticket");
    });

    test("counts the lowest limit of those who use the token", async () => {
      await take("a", { pool: { key: "token", limit: 5 } });
      await take("b", { pool: { key: "token", limit: 5 } });
      expect(reason(await take("c"))).toBe("limit");
      expect(reason(await take("d", { pool: { key: "token", limit: 5 } }))).toBe("limit");
    });

    test("keeps tokens apart", async () => {
      await useUp();
      expect(reason(await take("c"))).toBe("limit");
      expect(reason(await take("c", { pool: { key: "other", limit: 2 } }))).toBe("ticket");
    });

    test("ignores what is said of a ticket that is somebody else's by now", async () => {
      const stale = await ticket("a");
      world.gate().release(stale, "unused");
      const [b, c] = [await ticket("b"), await ticket("c")];
      world.gate().release(stale, "unused");
      expect(new Set([b.slot, c.slot])).toEqual(new Set([0, 1]));
      expect(reason(await take("d"))).toBe("limit");
    });

    test("says when the line will be empty and how much of the limit is used", async () => {
      await useUp();
      for (const run of ["c", "d", "e"]) await take(run);
      const meter = world.gate().meter("token");
      expect(meter).toMatchObject({ sent60: 2, limit: 2, emptyAt: world.now() + 2 * COOL });
      await world.advance(60_001);
      expect(world.gate().meter("token")?.sent60).toBe(0);
      expect(world.gate().meter("never used")).toBeUndefined();
    });
  });
  describe(`rate gate: ${name}`, () => {
    rateGatePauses(make);
    rateGateRestarts(make);
  });
}
