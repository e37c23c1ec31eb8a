import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Piece } from "./value-pieces.js";
import { comparison, wordDifference } from "./word-difference.js";

const text = (value: string): Piece[] => [{ text: value }];
const said = (before: Piece[], after: Piece[]) =>
  (wordDifference(before, after) ?? [])
    .map((one) => ({ same: one.text, added: `[+${one.text}]`, removed: `[-${one.text}]` })[one.kind])
    .join("");

describe("a word difference", () => {
  test("marks the words that came and went, in Ukrainian as in English", () => {
    expect(said(text("Вітаємо, Олено! Ваше замовлення готове."), text("Вітаємо, Іване! Ваше замовлення готове."))).toBe(
      "Вітаємо, [-Олено][+Іване]! Ваше замовлення готове.",
    );
  });

  test("takes a value from elsewhere for one word", () => {
    const name: Piece = { text: "Find › name", chip: true };
    expect(wordDifference([...text("Hi, "), name], [...text("Hi, "), { ...name, text: "Find › nick" }])).toEqual([
      { text: "Hi, ", kind: "same" },
      { ...name, kind: "removed" },
      { text: "Find › nick", chip: true, kind: "added" },
    ]);
    expect(said([name], text("Find › name"))).toBe("[-Find › name][+Find › name]");
  });

  test("is made of long texts that have something in common", () => {
    const long = "The quick brown fox jumps over the lazy dog and then sleeps.";
    expect(comparison(text(long), text(long.replace("fox", "cat")))).toContainEqual({ text: "cat", kind: "added" });
    expect(comparison(text("fox"), text("cat"))).toBeUndefined();
    expect(
      comparison(text(long), text("Нічого спільного з попереднім текстом, зовсім нічого, ані слова.")),
    ).toBeUndefined();
  });

  test("is given up where thousands of words differ", () => {
    const written = (word: string) => text(Array.from({ length: 5_000 }, (_, index) => `${word}${index}`).join(" "));
    expect(comparison(written("a"), written("b"))).toBeUndefined();
  });

  test("holds both texts whole, whatever they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (before, after) => {
        const stretches = wordDifference(text(before), text(after)) ?? [];
        const without = (kind: string) => stretches.flatMap((one) => (one.kind === kind ? [] : [one.text])).join("");
        expect([without("added"), without("removed")]).toEqual([before, after]);
      }),
    );
  });
});
