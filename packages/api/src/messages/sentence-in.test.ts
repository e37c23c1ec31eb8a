import { describe, expect, test } from "vitest";
import { sentenceIn } from "./sentence-in.js";

describe("a far end's answer", () => {
  test.each([
    ['{"status":0,"message":"Unauthorized"}', "Unauthorized"],
    ['{"error":"No such offer"}', "No such offer"],
    ['{"detail":"Not allowed"}', "Not allowed"],
  ])("that is an object around one sentence is that sentence: %s", (answer, sentence) =>
    expect(sentenceIn(answer)).toBe(sentence),
  );
  test.each([
    "Too many requests",
    '{"message":"no","field":"phone"}',
    '{"message":""}',
    '{"id":"x"}',
    "[1]",
    "{}",
    "{",
  ])("that says more, or something else, stays as it came: %s", (answer) => expect(sentenceIn(answer)).toBe(answer));
});
