import "reflect-metadata";
import type { WorkspaceFile } from "@leeway/api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { documentOf, plain, twoWorkspaces, type TwoWorkspaces } from "./testing/two-workspaces.js";

let two: TwoWorkspaces;
beforeEach(async () => {
  two = await twoWorkspaces();
});
afterEach(() => two.close());

describe("a crafted file is refused in words, and nothing of it is taken", () => {
  const wrongs: [string, (file: WorkspaceFile) => unknown, string, RegExp][] = [
    ["of a newer Leeway", (file) => ({ ...file, schemaVersion: 2, more: 1 }), "file.schemaVersion", /newer Leeway/],
    ["of something else", () => documentOf("A workflow"), "file.kind", /not a file that Leeway wrote/],
    ["that is a list", () => [], "file", /not a file that Leeway wrote/],
    ["with parts that nobody knows", (file) => ({ ...file, members: [] }), "file", /members/],
    [
      "with a secret",
      (file) => ({
        ...file,
        credentials: [{ ...file.credentials[0], data: { token: "x", allowedHosts: ["a.example"] } }],
      }),
      "file.credentials[0].data.token",
      /no secrets/,
    ],
    [
      "with a credential of an unknown kind",
      (file) => ({ ...file, credentials: [{ id: "c", type: "toString", name: "x", data: {} }] }),
      "file.credentials[0].type",
      /Choose one of these/,
    ],
    [
      "with data that are of no credential",
      (file) => ({ ...file, credentials: [{ ...file.credentials[0], data: { allowedHosts: "shop.example" } }] }),
      "file.credentials[0].data.allowedHosts",
      /list/,
    ],
    [
      "in which two workflows have one id",
      (file) => ({ ...file, workflows: [file.workflows[0], file.workflows[0]] }),
      "file.workflows[1].id",
      /twice/,
    ],
    [
      "in which two credentials have one id",
      (file) => ({ ...file, credentials: [file.credentials[0], { ...file.credentials[0], name: "x" }] }),
      "file.credentials[1].id",
      /twice/,
    ],
    [
      "with a label that it does not have",
      (file) => ({ ...file, labels: [] }),
      "file.workflows[1].labels[0]",
      /no such one/,
    ],
    [
      "with a variable of another kind than it says",
      (file) => ({ ...file, variables: [{ name: "n", type: "number", value: "many" }] }),
      "file.variables[0].value",
      /number/,
    ],
    [
      "with a variable twice",
      (file) => ({ ...file, variables: [...file.variables, ...file.variables] }),
      "file.variables[1].name",
      /site/,
    ],
    [
      "with a time zone that is none",
      (file) => ({ ...file, settings: { ...file.settings, timezone: "Mars/Base" } }),
      "file.settings.timezone",
      /no such time zone/,
    ],
    [
      "with too many workflows",
      (file) => ({
        ...file,
        workflows: Array.from({ length: 1_001 }, (_, id) => ({ ...file.workflows[0], id: `w${id}` })),
      }),
      "file.workflows",
      /1,000/,
    ],
  ];
  test("wherever it is wrong", async () => {
    await two.fill();
    const file = await two.exported();
    const before = plain(await two.exported("ws_2"));
    for (const [what, wrong, path, words] of wrongs) {
      const { status, errors } = await two.refused(wrong(file));
      expect([what, status, errors[0]]).toMatchObject([what, 422, { path, message: expect.stringMatching(words) }]);
    }
    const prototype = JSON.stringify({ file }).replace('"settings"', '"__proto__":{"a":1},"settings"');
    const { status, text } = await two.send("POST", "/workspace/import", prototype);
    expect([status, text]).toEqual([400, expect.stringContaining("__proto__")]);
    expect(plain(await two.exported("ws_2"))).toEqual(before);
  });

  test("also where the last of many parts cannot be taken", async () => {
    await two.fill();
    const file = await two.exported();
    const full = Array.from({ length: 500 }, (_, n) => ({ name: `v${n}`, type: "number", value: n }));
    await two.call("PUT", "/variables", { items: full }, "ws_2");
    const before = plain(await two.exported("ws_2"));
    expect(await two.refused(file)).toMatchObject({ status: 422, errors: [{ path: "file.variables" }] });
    expect(plain(await two.exported("ws_2"))).toEqual(before);
  });

  test("and an API key does not change the workspace's settings by it", async () => {
    const file = await two.exported();
    expect(await two.refused(file, { choices: { settings: "theirs" } })).toMatchObject({
      status: 403,
      code: "auth.forbidden",
    });
  });
});
