import { describe, expect, test } from "vitest";
import { tokenize } from "./tokens.js";

const told = (text: string) => tokenize(text).map(({ kind, from, to }) => `${kind}:${text.slice(from, to)}`);

describe("tokens", () => {
  test("say what every piece of an expression is", () => {
    expect(told(`Hi {{ steps.find?.data[0] | default("x") }}!`)).toEqual([
      "text:Hi ",
      "brace:{{",
      "text: ",
      "name:steps",
      "operator:.",
      "property:find",
      "operator:?.",
      "property:data",
      "operator:[",
      "number:0",
      "operator:]",
      "text: ",
      "operator:|",
      "text: ",
      "function:default",
      "operator:(",
      `string:"x"`,
      "operator:)",
      "text: ",
      "brace:}}",
      "text:!",
    ]);
  });

  test.each([
    ["{{ {a: true, default: x ? y : z} }}", "property:a keyword:true property:default name:x name:y name:z"],
    ["{{ upper(name) }}", "function:upper name:name"],
    ["{{ list | map(x => x.true) }}", "name:list function:map name:x name:x property:true"],
    ["{{ a # 'open", "name:a error:# error:'open"],
    ["{{ [a, b] }}", "name:a name:b"],
  ])("%s has names of every kind", (text, wanted) => {
    const words = told(text).filter((one) => !/^(?:text|brace|operator):/.test(one));
    expect(words.join(" ")).toBe(wanted);
  });
});
