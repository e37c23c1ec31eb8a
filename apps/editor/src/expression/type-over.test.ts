import { describe, expect, test } from "vitest";
import { typedOver } from "./type-over.js";

/** Types a text letter by letter, as the editor does: braces are paired, then typed over. */
function type(letters: string, before = ""): string {
  let text = before;
  let at = text.length;
  for (const letter of letters) {
    const over = typedOver(text, at, letter);
    if (over) {
      if (over.remove) text = text.slice(0, over.remove.from) + text.slice(over.remove.to);
      at = over.cursor;
    } else if (letter === "{" && text[at - 1] === "{" && text[at - 2] !== "{" && !text.slice(0, at).includes("{{")) {
      text = `${text.slice(0, at)}{  }}${text.slice(at)}`;
      at += 2;
    } else {
      text = text.slice(0, at) + letter + text.slice(at);
      at += 1;
    }
  }
  return text;
}

describe("what is typed letter by letter is what stands there:", () => {
  test.each([
    "{{ trigger.body.name }}",
    "Hello, {{ trigger.body.name }}!",
    "{{ trigger.body | get('a}') }}",
    '{{ { name: "x" } }}',
    "{{ [1, 2] }} and more }",
  ])("%s", (text) => {
    expect(type(text)).toBe(text);
  });

  test("without spaces the braces still close once", () => {
    expect(type("{{name}}")).toBe("{{ name }}");
  });
});

test("outside of braces a brace is a brace", () => {
  expect(typedOver("a }", 1, "}")).toBeUndefined();
  expect(typedOver("", 0, "}")).toBeUndefined();
});
