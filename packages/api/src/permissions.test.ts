import { describe, expect, test } from "vitest";
import { keyMay, may, permissions, refusalOf, roles, rolesWith, type Permission } from "./permissions.js";

const all = Object.keys(permissions) as Permission[];
const of = (role: (typeof roles)[number]) => all.filter((permission) => may(role, permission));

test("an owner may all, and each role may all that the one below it may, and more", () => {
  expect(of("owner")).toEqual(all);
  for (const [index, role] of roles.slice(1).entries()) {
    const above = of(roles[index] ?? "owner");
    expect(of(role).filter((permission) => !above.includes(permission))).toEqual([]);
    expect(above.length).toBeGreaterThan(of(role).length);
  }
});

/** What each role has that those below it have not, written down once more: whoever moves one opens or shuts a door. */
const doors = {
  viewer: "self workspace.view members.view workflows.view runs.view values.view credentials.view sandbox.view",
  operator: "notices.view runs.start runs.settle runs.pause addresses.view personalData.view",
  editor: "workflows.edit workflows.publish workflows.delete values.edit credentials.use sandbox.use",
  admin:
    "workspace.edit workspace.export workspace.import members.edit apiKeys.view apiKeys.edit audit.view retention.edit notices.edit personalData.edit credentials.edit leeloo.connect",
  owner: "workspace.own members.password",
};

test.each(Object.entries(doors))("from %s on one may do just this", (role, names) => {
  expect(all.filter((permission) => permissions[permission] === role)).toEqual(names.split(" "));
});

describe("a viewer", () => {
  test("looks, and does nothing but for themself", () => {
    expect(of("viewer").filter((permission) => !permission.endsWith(".view"))).toEqual(["self"]);
  });
});

describe("an operator", () => {
  test("starts, settles and stops runs, and changes no workflow, value or credential", () => {
    expect(of("operator").filter((permission) => permission.startsWith("runs."))).toHaveLength(4);
    expect(of("operator").filter((permission) => /\.(edit|publish|delete|use|connect)$/.test(permission))).toEqual([]);
  });
});

test("an editor uses credentials and changes none", () => {
  expect(may("editor", "credentials.use")).toBe(true);
  expect(may("editor", "credentials.edit")).toBe(false);
});

test("an API key is no person, makes no keys and lets nobody in, whatever its role", () => {
  expect(all.filter((permission) => may("owner", permission) && !keyMay("owner", permission))).toEqual([
    "self",
    "workspace.edit",
    "workspace.own",
    "members.edit",
    "members.password",
    "apiKeys.edit",
  ]);
  expect(keyMay("viewer", "runs.start")).toBe(false);
});

test("a refusal names the role, and the roles that may", () => {
  expect(rolesWith("runs.start")).toEqual(["owner", "admin", "editor", "operator"]);
  expect(refusalOf("viewer", "credentials.edit")).toEqual({
    role: "viewer",
    permission: "credentials.edit",
    who: "owner, admin",
  });
});
