import { expect, test } from "vitest";
import fc from "fast-check";
import { HiddenFields } from "./hidden-fields.js";
import { masked, maskText } from "./mask.js";

test.each([
  ["olena@example.com", "o•••@•••"],
  ["Write to olena.k+sale@mail.example.com.ua, please", "Write to o•••@•••, please"],
  ["https://shop.example/?mail=olena%40example.com&x=1", "https://shop.example/?mail=o•••@•••&x=1"],
  ["оленка@пошта.укр", "о•••@•••"],
  ["+380 67 123 45 67", "•••67"],
  ["380671234567", "•••67"],
  ["(067) 123-45-67", "•••67"],
  ["067.123.45.67", "•••67"],
  ["tel:+380671234567", "tel:•••67"],
  ["%2B380671234567", "•••67"],
  ["Call +1 (212) 555-0123 or 0671234567!", "Call •••23 or •••67!"],
  ["4111 1111 1111 1111", "•••11"],
  ['{"phone":"380671234567","n":2}', '{"phone":"•••67","n":2}'],
  [String.raw`{"text":"Call\n0671234567"}`, String.raw`{"text":"Call\n•••67"}`],
  [String.raw`{"to":"\u002b380671234567"}`, String.raw`{"to":"\u002b•••67"}`],
  [String.raw`{"to":"olena\u0040example.com"}`, '{"to":"o•••@•••"}'],
  ["https://x.example/hooks/resume/run_1.wait.a-B_9", "https://x.example/hooks/resume/•••"],
  ["<a href='/hooks/leeloo/k_1'>", "<a href='/hooks/leeloo/•••'>"],
  ["?to=https%3A%2F%2Fx.example%2Fhooks-test%2Fk1&b=2", "?to=https%3A%2F%2Fx.example%2Fhooks-test%2F•••&b=2"],
  [String.raw`{"u":"\/hooks\/k1"}`, String.raw`{"u":"\/hooks\/•••"}`],
])("%s is shown as %s", (text, shown) => {
  expect(maskText(text)).toBe(shown);
});

test.each([
  "2026-11-21T23:57:59.123Z",
  "2026-11-21 23:57",
  "run_0199a0b1-1234-7123-8123-123456789012",
  "5dc97d4cfe61233aed69e3f8",
  "619237481234ab3aed69e3f8",
  "1 490.00 UAH",
  "v1.2.3",
  "@leeway",
  "send[12]",
])("%s stays as it is", (text) => {
  expect(maskText(text)).toBe(text);
});

test("chosen fields are hidden whole and wherever they stand, the shape stays", () => {
  const answer = {
    items: [
      { output: { data: { Passport: { number: "AB1" }, name: "Olena", tags: [1], phone: 671234567, none: null } } },
    ],
    at: 1_763_000_000_000,
    "380671234567": { email: "a@b.ua" },
  };
  expect(masked(answer, { hidden: new HiddenFields(["passport", "none"]), kept: new Set() })).toEqual({
    items: [{ output: { data: { Passport: "•••", name: "Olena", tags: [1], phone: "•••", none: null } } }],
    at: 1_763_000_000_000,
    "•••67": { email: "a•••@•••" },
  });
});

test("the call that a rehearsal would have made is hidden as other data, and what became of it stays", () => {
  const hidden = new HiddenFields(["passport"]);
  hidden.see({ passport: ["FM 000001", "credentialMissing", "PATCH"] });
  const call = { method: "PATCH", sent: "nothing", note: "credentialMissing" };
  const sent = { url: "https://x.example/?passport=FM000002&q=FM%20000001", names: ["FM 000001"] };
  expect(masked({ items: [{ rehearsed: { ...call, ...sent } }] }, { hidden, kept: new Set() })).toEqual({
    items: [{ rehearsed: { ...call, url: "https://x.example/?passport=•••&q=•••", names: ["•••"] } }],
  });
});

test("no spelling of a phone and no e-mail gets through, whatever stands around it", () => {
  const between = fc.constantFrom("", " ", "-", ".", ") ", "  ");
  const digits = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), between), { minLength: 10, maxLength: 15 });
  const around = fc.constantFrom("", " ", "\n", '"', ": ", "тел. ", "(", "=", "/", "<b>", "💬", "-");
  fc.assert(
    fc.property(digits, around, around, fc.constantFrom("", "+", "00"), (number, before, after, plus) => {
      const text = before + plus + number.map(([digit, gap]) => `${digit}${gap}`).join("") + after;
      expect(maskText(text)).not.toMatch(/\d{3}|(?:\d\D{0,2}){4}/);
    }),
  );
  fc.assert(
    fc.property(fc.emailAddress(), around, around, (email, before, after) => {
      const shown = maskText(before + email + after);
      const [name = "", domain = ""] = email.split("@");
      expect(shown.includes(domain)).toBe(false);
      if (name.length > 2) expect(shown.includes(`${name}@`)).toBe(false);
    }),
  );
});
