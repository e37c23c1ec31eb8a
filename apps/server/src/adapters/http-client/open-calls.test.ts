import { expect, test } from "vitest";
import { OpenCalls } from "./open-calls.js";

const never = { requested: false, onRequest: () => () => {} };

test("a host has no more calls open than it may, the others come in order, and another host does not wait", async () => {
  const calls = new OpenCalls(2);
  const entered: string[] = [];
  const enter = (name: string, host = "a") => calls.enter(host, never).then((leave) => (entered.push(name), leave));
  const [first] = await Promise.all([enter("1"), enter("2")]);
  const third = enter("3");
  void enter("4");
  await enter("other", "b");
  expect(entered).toEqual(["1", "2", "other"]);
  first?.();
  const leave = await third;
  expect(entered).toEqual(["1", "2", "other", "3"]);
  leave?.();
  await new Promise(setImmediate);
  expect(entered.at(-1)).toBe("4");
});

test("who is cancelled in the line leaves it, and takes nobody's place", async () => {
  const calls = new OpenCalls(1);
  const leave = await calls.enter("a", never);
  let cancel = () => {};
  const cancelled = calls.enter("a", { requested: false, onRequest: (listener) => ((cancel = listener), () => {}) });
  const waits = calls.enter("a", never);
  cancel();
  expect(await cancelled).toBeUndefined();
  leave?.();
  expect(typeof (await waits)).toBe("function");
});
