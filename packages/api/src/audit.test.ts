import { locales } from "@leeway/engine";
import { describe, expect, test } from "vitest";
import { auditActions } from "./audit.js";
import { sayAudit } from "./messages/say.js";

describe.each(locales)("the audit log in %s", (locale) => {
  test("says every action without any detail, and never by its code", () => {
    for (const action of Object.keys(auditActions)) {
      const said = sayAudit(action, {}, locale);
      expect(said).not.toMatch(/\{|\}/);
      expect(said).not.toContain(action);
      expect(said).toMatch(/^\p{Lu}/u);
    }
  });
});

test("names what it was done to, roles in the reader's language, and braces as they are", () => {
  expect(sayAudit("apiKey.created", { name: "{x} <b>", role: "editor" }, "uk")).toBe(
    "Створено ключ API «{x} <b>», роль: редактор",
  );
});

test("says an action of a newer version by its code, and no word of an object", () => {
  expect(sayAudit("robot.sold", {}, "en")).toBe("robot.sold");
  expect(sayAudit("constructor", {}, "en")).toBe("constructor");
});

test("how long runs are kept is said with how many of each, where that was written down", () => {
  const days = { days: "30", count: "500", failedDays: "90" };
  expect(sayAudit("retention.changed", { ...days, failedCount: "1000" }, "en")).toBe(
    "Changed how long runs are kept: 30 days and at most 500 of a workflow; failed and cancelled ones 90 days and at most 1000 of each",
  );
  expect(sayAudit("retention.changed", days, "en")).toBe(
    "Changed how long runs are kept: 30 days, 90 days where they failed",
  );
});
