import { describe, expect, test } from "vitest";
import { SignInThrottle, throttleKey } from "./sign-in-throttle.js";

describe("the sign-in throttle", () => {
  const start = 1_800_000_000_000;
  const set = () => {
    const clock = { now: start };
    return { clock, throttle: new SignInThrottle(() => clock.now) };
  };

  test("lets five tries through, then doubles the wait from one second up to fifteen minutes", () => {
    const { clock, throttle } = set();
    expect([1, 2, 3, 4, 5].map(() => throttle.begin("a"))).toEqual([0, 0, 0, 0, 0]);
    const waits: number[] = [];
    for (let index = 0; index < 13; index += 1) {
      const seconds = throttle.begin("a");
      waits.push(seconds);
      clock.now += seconds * 1_000;
      expect(throttle.begin("a")).toBe(0);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  test("counts a try before it is known to be wrong", () => {
    const { throttle } = set();
    const refused = Array.from({ length: 100 }, () => throttle.begin("a")).filter((seconds) => seconds > 0);
    expect(refused).toHaveLength(95);
  });

  test("forgets what was counted after a right password, and an hour after the last try", () => {
    const { clock, throttle } = set();
    for (let index = 0; index < 5; index += 1) throttle.begin("a");
    throttle.succeeded("a");
    expect(throttle.begin("a")).toBe(0);
    for (let index = 0; index < 4; index += 1) throttle.begin("a");
    expect(throttle.begin("a")).toBe(1);
    clock.now += 3_600_001;
    expect([1, 2, 3, 4, 5].map(() => throttle.begin("a"))).toEqual([0, 0, 0, 0, 0]);
  });

  test("keeps accounts and addresses apart, but not the addresses of one IPv6 network", () => {
    expect(throttleKey("a", "10.0.0.1")).not.toBe(throttleKey("b", "10.0.0.1"));
    expect(throttleKey("a", "10.0.0.1")).not.toBe(throttleKey("a", "10.0.0.2"));
    expect(throttleKey("a", "::ffff:10.0.0.1")).toBe(throttleKey("a", "10.0.0.1"));
    expect(throttleKey("a", "2001:db8:1:2::1")).toBe(throttleKey("a", "2001:db8:1:2:ffff::9"));
    expect(throttleKey("a", "2001:db8:1:2::1")).not.toBe(throttleKey("a", "2001:db8:1:3::1"));
  });

  test("remembers a bounded number of them", () => {
    const { throttle } = set();
    for (let index = 0; index < 5; index += 1) throttle.begin("first");
    for (let index = 0; index < 20_000; index += 1) throttle.begin(`other ${index}`);
    expect(throttle.begin("first")).toBe(0);
  });
});
