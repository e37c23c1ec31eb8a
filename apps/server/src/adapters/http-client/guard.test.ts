import { expect, test } from "vitest";
import { checkUrl } from "./guard.js";

const mayBePrivate = (url: string, sandbox: string) => {
  const target = checkUrl(url, undefined, { allowPrivateHosts: [], sandbox: () => sandbox });
  return "code" in target ? target.code : target.mayBePrivate;
};

test.each([
  ["http://127.0.0.1:3000/sandbox/api/v2/people", "http://127.0.0.1:3000/sandbox/api/v2", true],
  ["http://127.0.0.1:80/sandbox/api/v2/people", "http://127.0.0.1:80/sandbox/api/v2", true],
  ["http://127.0.0.1/sandbox/api/v2/people", "http://127.0.0.1:80/sandbox/api/v2", true],
  ["http://localhost:3000/sandbox/api/v2/people", "http://LocalHost:3000/sandbox/api/v2", true],
  ["http://127.0.0.1:3001/sandbox/api/v2/people", "http://127.0.0.1:3000/sandbox/api/v2", false],
  ["http://127.0.0.1:3000/sandbox/api/v2/../../../metrics", "http://127.0.0.1:3000/sandbox/api/v2", false],
  ["http://127.0.0.1:3000/sandbox/api/v2/%2e%2e/%2E%2e/../metrics", "http://127.0.0.1:3000/sandbox/api/v2", false],
  ["http://127.0.0.1:3000/sandbox/api/v2-else", "http://127.0.0.1:3000/sandbox/api/v2", false],
  ["http://127.0.0.1:3000@evil.example/sandbox/api/v2/", "http://127.0.0.1:3000/sandbox/api/v2", "request.badUrl"],
])("%s may be private where the sandbox is %s: %s", (url, sandbox, expected) => {
  expect(mayBePrivate(url, sandbox)).toBe(expected);
});
