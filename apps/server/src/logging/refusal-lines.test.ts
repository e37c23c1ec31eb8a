import { pino } from "pino";
import { expect, test } from "vitest";
import { RefusalLines, type RefusedRequest } from "./refusal-lines.js";

function watched() {
  const said: Record<string, unknown>[] = [];
  const clock = { now: 0 };
  const log = pino(
    { base: null },
    { write: (line: string) => void said.push(JSON.parse(line) as (typeof said)[number]) },
  );
  const lines = new RefusalLines(log, () => clock.now);
  const note = (status: number, address: string, more: Partial<RefusedRequest> = {}, guessed = false) =>
    lines.note({ status, address, ...more }, guessed);
  return { said, clock, note };
}

test("the first of a network and status is told, and a minute later how many there were", () => {
  const { said, clock, note } = watched();
  for (let index = 0; index < 10; index += 1) note(400, "203.0.113.1", { method: "POST", route: "/api/v1/workflows" });
  expect(said).toMatchObject([
    {
      msg: "requests were refused",
      status: 400,
      address: "203.0.113.1",
      count: 1,
      method: "POST",
      route: "/api/v1/workflows",
    },
  ]);
  note(429, "203.0.113.1");
  note(400, "203.0.113.2");
  expect(said).toHaveLength(3);
  clock.now += 60_000;
  note(400, "203.0.113.1");
  expect(said.at(-1)).toMatchObject({ status: 400, count: 10 });
});

test("a household of IPv6 is one network", () => {
  const { said, note } = watched();
  for (let index = 0; index < 10; index += 1) note(400, `2001:db8::${index}`);
  expect(said).toHaveLength(1);
});

test("what is nobody's try is not told: wrong fields, what is not there, who is not signed in", () => {
  const { said, note } = watched();
  for (const status of [200, 304, 401, 403, 404, 409, 422, 500]) note(status, "203.0.113.1");
  expect(said).toEqual([]);
  note(401, "203.0.113.1", {}, true);
  expect(said).toMatchObject([{ status: 401 }]);
});

test("from however many networks they come, it is a bounded number of lines", () => {
  const { said, clock, note } = watched();
  for (let index = 0; index < 20_000; index += 1) note(400, `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`);
  expect(said).toHaveLength(60);
  clock.now += 1_000;
  note(400, "203.0.113.1");
  expect(said).toHaveLength(61);
});
