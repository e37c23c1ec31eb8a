import { describe, expect, test } from "vitest";
import { findProblems } from "../document/problems.js";
import type { Catalogue, NodeDefinition, OutputId } from "../definition.js";
import { graph, tinyCatalogue } from "../testing/tiny-world.js";
import { wrongIdIn, type KnownOutput } from "./id-kinds.js";

const id = (digit: string) => digit.repeat(24);
const title = { en: "", uk: "", ru: "" };
const put = tinyCatalogue.get("put");
if (!put) throw new Error("the tiny world has changed");

const write: NodeDefinition = {
  ...put,
  type: "write",
  params: [
    { name: "account_id", kind: "id", idKind: "account", title },
    { name: "person_id", kind: "id", idKind: "person", title },
    { name: "people", kind: "list", idKind: "person", title },
  ],
};
const ids = (given: Record<string, OutputId["idKind"]>) =>
  Object.fromEntries(Object.entries(given).map(([path, idKind]) => [path, { idKind }]));
const add: NodeDefinition = { ...put, type: "add", ids: ids({ "data.id": "account", "data.person_id": "person" }) };
const find: NodeDefinition = {
  ...put,
  type: "find",
  ids: ids({ "data[].id": "person", "data[].accounts[].account_id": "account", "data[].tag": "tag" }),
};
const catalogue: Catalogue = new Map([...tinyCatalogue, ["write", write], ["add", add], ["find", find]]);

describe("an id param", () => {
  const problems = (params: Record<string, string | string[]>) =>
    findProblems(graph("in:trigger new:add them:find w:write", "in>new new>them them>w", { w: { params } }), catalogue);

  test.each<[string, string, object]>([
    ["person_id", "{{ steps.new.data.id }}", { path: "data.id", found: "account", fits: "data.person_id" }],
    ["account_id", "{{steps.new.data.person_id}}", { path: "data.person_id", found: "person", fits: "data.id" }],
    [
      "account_id",
      "{{ steps.them.data[2].id }}",
      { path: "data[2].id", found: "person", fits: "data[2].accounts[0].account_id" },
    ],
    ["person_id", '{{ steps["them"].data[0]?.accounts[1].account_id }}', { found: "account", fits: "data[0].id" }],
    ["person_id", "{{ steps.them.data[0].tag }}", { found: "tag", fits: "data[0].id" }],
  ])("%s given %s is told what that is, and what would fit", (param, text, values) => {
    expect(problems({ [param]: text })).toMatchObject([
      { code: "id.wrongKind", severity: "error", nodeId: "w", param, values },
    ]);
  });

  test("is told of each wrong entry of a list", () => {
    const people = ["{{ steps.new.data.person_id }}", "{{ steps.new.data.id }}"];
    expect(problems({ people }).map(({ code, param }) => `${code} ${param}`)).toEqual(["id.wrongKind people[1]"]);
  });

  test.each([
    "{{ steps.new.data.person_id }}",
    "{{ steps.new.data.id ?? steps.them.data[0].id }}",
    "{{ steps.new.data.name }}",
    "{{ steps.new.data }}",
    "{{ steps.new.data.id | trim }}",
    "{{ trigger.data.id }}",
  ])("is not told anything where it is right or not certain: %s", (text) => {
    expect(problems({ person_id: text })).toEqual([]);
  });
});

describe("an id that a step gets", () => {
  const known: KnownOutput[] = [
    { nodeId: "new", ids: add.ids ?? {}, output: { data: { id: id("a"), person_id: id("b") } } },
    {
      nodeId: "them",
      ids: find.ids ?? {},
      output: {
        data: [
          { id: id("c"), accounts: [] },
          { id: id("d"), accounts: [{ account_id: id("e") }, { account_id: id("f") }, null] },
        ],
      },
    },
  ];
  const wrong = (params: Record<string, string | string[]>) => wrongIdIn(write, params, () => known);

  test("is refused when a step before knows it as another thing only", () => {
    expect(wrong({ person_id: id("a") })).toEqual({
      code: "id.wrongKind",
      param: "person_id",
      values: { value: id("a"), idKind: "person", found: "account", fits: "data.person_id" },
    });
    expect(wrong({ account_id: id("d") })).toMatchObject({ values: { fits: "data[1].accounts[0].account_id" } });
    expect(wrong({ people: [id("b"), id("f")] })).toMatchObject({
      param: "people[1]",
      values: { found: "account", fits: "data[1].id" },
    });
  });

  test("is right when it is unknown, or known as what is wanted", () => {
    expect(wrong({ person_id: id("9"), account_id: id("a"), people: [id("b"), id("c")] })).toBeUndefined();
    const both = [...known, { nodeId: "x", ids: ids({ same: "person" }), output: { same: id("a") } }];
    expect(wrongIdIn(write, { person_id: id("a") }, () => both)).toBeUndefined();
    expect(wrongIdIn(write, { person_id: id("a"), people: [id("9")] }, () => both)).toBeUndefined();
  });

  test("is not looked for where there is none", () => {
    const never: Iterable<KnownOutput> = {
      [Symbol.iterator]: () => {
        throw new Error("nobody should look");
      },
    };
    expect(wrongIdIn(write, { person_id: "VIP" }, () => never)).toBeUndefined();
  });
});
