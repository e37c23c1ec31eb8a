import { describe, expect, test } from "vitest";
import { usualBounds } from "@leeway/engine";
import { bodyBounds, runBounds, sessionEnds, usualBodyBounds } from "./bounds.js";
import { BadEnvironment, environmentSchema, environmentVariables, readEnvironment } from "./environment.js";

const problem = (source: Record<string, string>): string => {
  try {
    readEnvironment(source);
  } catch (error) {
    if (error instanceof BadEnvironment) return error.message;
    throw error;
  }
  return "";
};

describe("the environment", () => {
  test("has a default for everything that needs one", () => {
    expect(readEnvironment({ PATH: "/bin" })).toEqual({
      PORT: 3000,
      HOST: "127.0.0.1",
      LEEWAY_DATA_DIR: "./data",
      LEEWAY_TRUST_PROXY: false,
      LEEWAY_ALLOW_PRIVATE_HOSTS: [],
      LEEWAY_SESSION_MAX_HOURS: 4_320,
      LEEWAY_SANDBOX: true,
      LEEWAY_MAX_PAYLOAD_MB: 1,
      LEEWAY_MAX_UPLOAD_MB: 20,
      LEEWAY_MAX_OUTPUT_MB: 5,
      LEEWAY_MAX_LOOP_ITEMS: 100_000,
      LEEWAY_MAX_RUN_DAYS: 30,
      LEEWAY_MAX_DEPTH: 64,
      LEEWAY_MAX_CALLS: 6_000,
      LEEWAY_MAX_STRANGER_CALLS: 600,
    });
  });
  test("sets the bounds of runs and requests", () => {
    expect([runBounds(readEnvironment({})), bodyBounds(readEnvironment({}))]).toEqual([usualBounds, usualBodyBounds]);
    const other = readEnvironment({
      LEEWAY_MAX_OUTPUT_MB: "20",
      LEEWAY_MAX_LOOP_ITEMS: "7",
      LEEWAY_MAX_PAYLOAD_MB: "3",
    });
    expect(runBounds(other)).toEqual({ outputSize: 20 * 1024 * 1024, loopItems: 7, runDays: 30 });
    expect(bodyBounds(other)).toEqual({ largest: 3 * 1024 * 1024, deepest: 64 });
  });
  test.each([
    [{}, 720, 4_320],
    [{ LEEWAY_SESSION_IDLE_HOURS: "8" }, 8, 4_320],
    [{ LEEWAY_SESSION_MAX_HOURS: "12" }, 12, 12],
    [{ LEEWAY_SESSION_IDLE_HOURS: "1", LEEWAY_SESSION_MAX_HOURS: "1" }, 1, 1],
  ])("of %o ends sessions %i hours after their last use and %i after the sign-in", (given, idle, longest) => {
    const { idleMs, maxMs } = sessionEnds(readEnvironment(given));
    expect([idleMs / 3_600_000, maxMs / 3_600_000]).toEqual([idle, longest]);
  });
  test("refuses an end of sessions that would never come", () => {
    const never = { LEEWAY_SESSION_IDLE_HOURS: "9", LEEWAY_SESSION_MAX_HOURS: "8" };
    expect(problem(never)).toBe(
      "LEEWAY_SESSION_IDLE_HOURS (9) is above LEEWAY_SESSION_MAX_HOURS (8), so it would never count. Lower the one or raise the other.",
    );
    for (const bad of ["0", "8785", "1.5", "30d"])
      expect(problem({ LEEWAY_SESSION_IDLE_HOURS: bad })).toMatch(
        /^LEEWAY_SESSION_IDLE_HOURS has a bad value.*hours, 1 to 8784/,
      );
  });
  test("reads private hosts as a list, with and without a port", () => {
    const read = readEnvironment({ LEEWAY_ALLOW_PRIVATE_HOSTS: "Localhost, 10.0.0.5:8080,[::1]:90" });
    expect(read.LEEWAY_ALLOW_PRIVATE_HOSTS).toEqual(["localhost", "10.0.0.5:8080", "[::1]:90"]);
  });
  test.each([
    ["smtps://me%40example.com:p%2Fw@mail.example", "mail.example", 465, "tls", "me@example.com", "p/w"],
    ["smtp://mail.example", "mail.example", 587, "starttls", "", ""],
    ["smtp://a:b@[::1]:25?security=none", "::1", 25, "none", "a", "b"],
  ])("reads the mail server %s", (url, host, port, security, user, password) => {
    const read = readEnvironment({ LEEWAY_SMTP_URL: url, LEEWAY_SMTP_FROM: "Leeway <leeway@example.com>" });
    expect(read.LEEWAY_SMTP_URL).toEqual({ host, port, security, user, password });
  });
  test("takes a mail server and a sender together only", () => {
    expect(problem({ LEEWAY_SMTP_URL: "smtp://mail.example" })).toContain("go together");
    expect(problem({ LEEWAY_SMTP_FROM: "leeway@example.com" })).toContain("go together");
  });
  test.each(["DATABASE_URL", "REDIS_URL", "ROLE"])("refuses the reserved %s", (name) => {
    expect(problem({ [name]: "x" })).toContain(`${name} is reserved`);
  });
  test("refuses an unknown LEEWAY_ name", () => {
    expect(problem({ LEEWAY_SANDBX: "on" })).toMatch(/^LEEWAY_SANDBX is no setting/);
  });
  test.each([
    ["PORT", "70000"],
    ["PORT", "x"],
    ["LEEWAY_MAX_PAYLOAD_MB", "0"],
    ["LEEWAY_MAX_LOOP_ITEMS", "1000000"],
    ["LEEWAY_MAX_DEPTH", "lots"],
    ["LEEWAY_SANDBOX", "yes"],
    ["LEEWAY_SMTP_URL", "mail.example"],
    ["LEEWAY_SMTP_URL", "smtp://mail.example?security=maybe"],
    ["LEEWAY_SMTP_URL", "smtps://mail.example/?security=none"],
    ["LEEWAY_SMTP_URL", "smtp://a:%zz@mail.example"],
    ["LEEWAY_SMTP_FROM", "nobody"],
    ["LEEWAY_SMTP_FROM", "a@example.com\nBcc: b@example.com"],
    ["LEEWAY_PUBLIC_URL", "ftp://a"],
    ["LEEWAY_ALLOW_PRIVATE_HOSTS", "http://a"],
    ["LEEWAY_SECRET_KEY", "short"],
  ])("refuses %s=%s in one line that keeps the value to itself", (name, value) => {
    const line = problem({ [name]: value });
    expect(line).toMatch(new RegExp(`^${name} has a bad value`));
    expect(line).not.toContain("\n");
  });
  test("wants the owner's e-mail and password together", () => {
    expect(problem({ LEEWAY_OWNER_EMAIL: "a@b.co" })).toContain("go together");
    expect(problem({ LEEWAY_API_KEY: "k".repeat(30) })).toContain("LEEWAY_API_KEY needs");
  });
  test("documents every variable, and no other", () => {
    expect(environmentVariables.map((variable) => variable.name)).toEqual(Object.keys(environmentSchema.shape));
  });
});
