import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { asking, COOL, pool, reason, type RateGateWorld } from "./rate-gate.asking.js";

/** What every rate gate knows after a kill, and where a clock was stepped. */
export function rateGateRestarts(make: () => Promise<RateGateWorld>): void {
  describe("restarts and clocks", () => {
    let world: RateGateWorld;
    beforeEach(async () => {
      world = await make();
    });
    afterEach(() => world.close());
    const { take, ticket, useUp } = asking(() => world);

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

    test.each([3_600_000, -3_600_000])(
      "stays frozen as long as it was told, by a clock stepped by %i ms as well",
      async (by) => {
        world.gate().freeze(pool, 600_000);
        await take("a");
        world.step(by);
        world.gate().meter("token");
        await world.advance(600_999);
        expect(world.woken).toEqual([]);
        await world.advance(1);
        expect(world.woken).toEqual(["a"]);
      },
    );

    test("tells after a kill how much was sent lately", async () => {
      await useUp();
      await world.advance(COOL);
      await useUp();
      await world.restart();
      expect(world.gate().meter("token")?.sent60).toBe(2);
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

    test("stays cold over a kill, for tokens not seen yet as well, and no longer than it would have", async () => {
      world.gate().coldStart();
      await world.advance(30_000);
      await world.restart();
      expect(reason(await take("a"))).toBe("limit");
      await world.advance(COOL - 30_001);
      await world.restart();
      expect(reason(await take("a"))).toBe("limit");
      await world.advance(1);
      expect(reason(await take("a"))).toBe("ticket");
      await world.restart();
      world.step(3_600_000);
      expect(reason(await take("b", { pool: { key: "seen after it was over", limit: 2 } }))).toBe("ticket");
    });

    test("starts cold on demand, for tokens not seen yet as well", async () => {
      world.gate().coldStart();
      expect(reason(await take("a"))).toBe("limit");
      await world.advance(COOL);
      expect(reason(await take("a"))).toBe("ticket");
    });
  });
}
