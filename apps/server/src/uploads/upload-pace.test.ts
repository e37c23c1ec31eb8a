import { beforeEach, expect, test } from "vitest";
import { UploadPace } from "./upload-pace.js";

let now: number;
let pace: UploadPace;
beforeEach(() => {
  now = 1_000_000;
  pace = new UploadPace({ atOnce: 2, bytes: 100 }, () => now);
});
function enter(who = "a") {
  const entered = pace.enter(who);
  return "left" in entered ? entered.left : entered.seconds;
}
function take(bytes: number, who = "a") {
  const left = enter(who);
  if (typeof left === "number") return left;
  left(bytes);
  return 0;
}

test("so many bodies of one sender are read at once, and one more when one of them has been read", () => {
  const [first] = [enter(), enter()];
  expect([enter(), typeof enter("b")]).toEqual([1, "function"]);
  if (typeof first !== "function") throw new Error("not taken");
  first(0);
  expect(typeof enter()).toBe("function");
});

test("so many bytes of one sender are taken in any minute, however many bodies they are", () => {
  expect([take(60), take(60), take(1), take(60, "b")]).toEqual([0, 0, 60, 0]);
  now += 59_999;
  expect(take(1)).toBe(1);
  now += 1;
  expect([take(0), take(100), take(1)]).toEqual([0, 0, 60]);
});

test("a clock that was set back shuts out nobody for longer than a minute", () => {
  take(100);
  now -= 3_600_000;
  expect(take(1)).toBe(0);
});
