import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PoolGate } from "../limiter/gate.js";
import type { PoolRef, TakeResult, Ticket, TicketRequest } from "../ports.js";

/** A gate under test with what the suite needs around it. */
export interface RateGateWorld {
  /** The gate that is open now. */
  gate(): PoolGate;
  /** Runs that were woken, in order. */
  woken: string[];
  /** Lets the clocks run, and whatever is under way come to rest. */
  advance(ms: number): Promise<void>;
  /** Steps the wall clock alone. */
  step(ms: number): void;
  now(): number;
  /** Kills the process without a word and starts another over the same state. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const pool: PoolRef = { key: "token", limit: 2 };
const COOL = 60_250;

/** What every rate gate does, whatever keeps its state. */
export function rateGateSuite(name: string, make: () => Promise<RateGateWorld>): void {
  describe(`rate gate: ${name}`, () => {
    let world: RateGateWorld;
    beforeEach(async () => {
      world = await make();
    });
    afterEach(() => world.close());

    const ask = (runId: string, more: Partial<TicketRequest> = {}): TicketRequest => ({
      pool,
      lane: "normal",
      runId,
      stepKey: "send",
      callMs: 30_000,
      ...more,
    });
    const take = (runId: string, more: Partial<TicketRequest> = {}) => world.gate().take(ask(runId, more));
    const ticket = async (runId: string, more: Partial<TicketRequest> = {}): Promise<Ticket> => {
      const result = await take(runId, more);
      if (result.kind !== "ticket") throw new Error(`${runId} waits for ${result.reason}`);
      return result.ticket;
    };
    const reason = (result: TakeResult) => (result.kind === "wait" ? result.reason : result.kind);
    /** Both tickets go out and are answered. */
    const useUp = async () => {
      for (const run of ["first", "second"]) world.gate().release(await ticket(run), "answered");
      await world.advance(0);
    };

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
      await world.advance(30_000 + 30_000 + COOL - 1);
      expect(world.woken).toEqual([]);
      await world.advance(1_001);
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

    test("counts after a kill what was in flight and what was cooling", async () => {
      await ticket("a");
      world.gate().release(await ticket("b"), "answered");
      await world.advance(10);
      await world.restart();
      expect(reason(await take("c"))).toBe("limit");
      await world.advance(COOL - 11);
      expect(world.woken).toEqual([]);
      await world.advance(1);
      expect(world.woken).toEqual(["c"]);
      expect([await take("c"), await take("d")].map(reason)).toEqual(["ticket", "limit"]);
    });

    test("still knows the line after a kill", async () => {
      await useUp();
      await take("bulk", { lane: "bulk" });
      await take("critical", { lane: "critical" });
      await world.advance(10);
      await world.restart();
      await world.advance(COOL);
      expect(world.woken).toEqual(["critical", "bulk"]);
    });

    test.each([3_600_000, -3_600_000])("starts cold when the wall clock is stepped by %i ms", async (by) => {
      await useUp();
      await world.advance(30_000);
      world.step(by);
      expect(reason(await take("c"))).toBe("limit");
      await world.advance(COOL - 1);
      expect(world.woken).toEqual([]);
      await world.advance(1);
      expect(world.woken).toEqual(["c"]);
    });

    test("starts cold when the wall clock was stepped while the process was down", async () => {
      await useUp();
      world.step(3_600_000);
      await world.restart();
      expect(reason(await take("c"))).toBe("limit");
      await world.advance(COOL - 1);
      expect(world.woken).toEqual([]);
      await world.advance(1);
      expect(world.woken).toEqual(["c"]);
    });

    test("still waits after a clock step for what may arrive of a call that was cut off", async () => {
      world.gate().release(await ticket("a"), "cutOff");
      world.gate().release(await ticket("b"), "cutOff");
      world.step(3_600_000);
      await take("c");
      await world.advance(30_000 + COOL - 1);
      expect(world.woken).toEqual([]);
      await world.advance(1);
      expect(world.woken).toEqual(["c"]);
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

    test("starts cold on demand, for tokens not seen yet as well", async () => {
      world.gate().coldStart();
      expect(reason(await take("a"))).toBe("limit");
      await world.advance(COOL);
      expect(reason(await take("a"))).toBe("ticket");
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
}
