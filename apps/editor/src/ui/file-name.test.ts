import fc from "fast-check";
import { expect, test } from "vitest";
import { fileNameOf } from "./file-name.js";

test.each([
  ["Замовлення з сайту (нове)", "Замовлення з сайту нове"],
  ["../../etc/passwd", "etcpasswd"],
  ["C:\\Windows\\system.ini", "CWindowssystem.ini"],
  ["order\u202Egnp.exe", "ordergnp.exe"],
  ["a\u0000\n\u001b[2Jb", "a2Jb"],
  [".hidden", "hidden"],
  ["-rf", "rf"],
  ["ends. . .", "ends"],
  ["CON", "workflow CON"],
  ["nul.txt", "workflow nul.txt"],
  ["lpt¹", "workflow lpt¹"],
  ["Console", "Console"],
  ["🛒", "workflow"],
  ["", "workflow"],
  ["Ї".repeat(100), "Ї".repeat(60)],
  ["и\u0306", "й"],
])("%j is saved as %j", (name, saved) => {
  expect(fileNameOf(name, "workflow")).toBe(saved);
});

test("whatever a name is, its file is one of the folder that it is saved in, on every system", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      const saved = `${fileNameOf(name, "workflow")}.json`;
      expect(saved).not.toMatch(/[\\/:*?"<>|\p{Cc}\p{Cf}]|^[.\s-]|[.\s]\.json$/u);
      expect(new TextEncoder().encode(saved).length).toBeLessThan(256);
    }),
    { numRuns: 1_000, seed: 7 },
  );
});
