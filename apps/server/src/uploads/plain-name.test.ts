import { expect, test } from "vitest";
import { attachmentOf, plainName } from "./plain-name.js";

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

test.each([
  ["звіт 2026.xlsx", "%D0%B7%D0%B2%D1%96%D1%82%202026.xlsx"],
  ['a"; filename="b.html', "a%22%3B%20filename%3D%22b.html"],
  ["it's (1)*.txt", "it%27s%20%281%29%2A.txt"],
  ["a\r\nset-cookie: x=1", "a%0D%0Aset-cookie%3A%20x%3D1"],
  ["\ud800.txt", "%EF%BF%BD.txt"],
])("a download called %j stays one header", (name, encoded) => {
  expect(attachmentOf(name)).toBe(`attachment; filename*=UTF-8''${encoded}`);
});
