import { expect, test } from "vitest";
import { plainName } from "./plain-name.js";

test.each([
  ["C:\\Users\\me\\резюме.pdf", "резюме.pdf"],
  ["../../etc/passwd", "passwd"],
  ["a\u0000b\u202ec.txt", "abc.txt"],
  ["", "file"],
  ["..", "file"],
  ["\ud83d.txt", "\ufffd.txt"],
])("%j is kept as %j", (name, kept) => {
  expect(plainName(name)).toBe(kept);
});

test("a long name is cut between characters, never inside one", () => {
  expect(plainName("x".repeat(300))).toBe("x".repeat(200));
  expect(plainName(`${"x".repeat(199)}🦆.pdf`)).toBe("x".repeat(199));
  // Four people joined to one sign.
  const family = "👨‍👩‍👧‍👦";
  expect(plainName(`${"x".repeat(195)}${family}`)).toBe("x".repeat(195));
  expect(plainName(`${"x".repeat(100)}${family}${family}`)).toBe(`${"x".repeat(100)}${family}${family}`);
  expect(plainName(`e${"\u0301".repeat(500)}`)).toBe("file");
});
