import type { FastifyRequest } from "fastify";
import { afterEach, expect, test, vi } from "vitest";
import { payloadOf } from "./payload.js";

afterEach(() => vi.useRealTimers());

test("a payload says when it was received, to the millisecond", () => {
  vi.useFakeTimers();
  const request = { body: {}, headers: {}, method: "POST", url: "/hooks/x" } as FastifyRequest;
  const at = (now: string) => {
    vi.setSystemTime(new Date(now));
    return payloadOf(request, null)["receivedAt"];
  };
  const times = [
    "2026-11-22T11:46:54.994Z",
    "2026-11-22T11:46:54.994Z",
    "2026-11-22T11:46:54.995Z",
    "2026-11-22T11:46:54.994Z",
  ];
  expect(times.map(at)).toEqual(times);
});
