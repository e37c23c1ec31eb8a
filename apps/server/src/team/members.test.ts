import "reflect-metadata";
import type { Member } from "@leeway/api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { owner } from "../accounts/testing/accounts-server.js";
import { startTeam, type Somebody, type TeamServer } from "./testing/team-server.js";

let team: TeamServer;
beforeEach(async () => {
  team = await startTeam();
});
afterEach(() => team.close());

const roles = async (as: Somebody = team.owner) => {
  const { body } = await team.as(as, "GET", "/members");
  return (body["items"] as Member[]).map(({ name, role }) => `${name} ${role}`);
};
const refusal = async (answer: ReturnType<TeamServer["as"]>) => {
  const { status, body } = await answer;
  return [status, body.code];
};
const actions = () => team.database.handle.prepare("SELECT action FROM audit_log ORDER BY id").pluck().all();

test("everybody sees who works here, the highest roles first", async () => {
  await team.person("Viktor", "viewer");
  const anna = await team.person("Anna", "viewer");
  await team.person("Adam", "admin");
  expect(await roles(anna)).toEqual(["Olena owner", "Adam admin", "Anna viewer", "Viktor viewer"]);
});

test("a role counts from the next request on, and is written into the audit log", async () => {
  const anna = await team.person("Anna", "viewer");
  expect((await team.as(anna, "POST", "/probe", {})).status).toBe(403);
  expect((await team.as(team.owner, "PATCH", `/members/${anna.id}`, { role: "editor" })).status).toBe(200);
  expect((await team.as(anna, "POST", "/probe", {})).status).toBe(201);
  expect(actions()).toContain("member.roleChanged");
});

test("who is removed is out with their next request, and nobody else is", async () => {
  const [anna, adam] = [await team.person("Anna", "editor"), await team.person("Adam", "admin")];
  expect((await team.as(adam, "DELETE", `/members/${anna.id}`)).status).toBe(204);
  const headers = { ...anna.headers, "x-leeway-workspace": team.workspaceId };
  expect(await refusal(team.call("GET", "/probe", undefined, headers))).toEqual([403, "workspace.notMember"]);
  expect(await refusal(team.as(anna, "GET", "/probe"))).toEqual([403, "workspace.none"]);
  expect(await roles(adam)).toEqual(["Olena owner", "Adam admin"]);
});

test("an admin neither touches owners nor makes any", async () => {
  const [anna, adam] = [await team.person("Anna", "editor"), await team.person("Adam", "admin")];
  const above = [403, "members.above"];
  expect(await refusal(team.as(adam, "PATCH", `/members/${team.owner.id}`, { role: "viewer" }))).toEqual(above);
  expect(await refusal(team.as(adam, "DELETE", `/members/${team.owner.id}`))).toEqual(above);
  expect(await refusal(team.as(adam, "PATCH", `/members/${anna.id}`, { role: "owner" }))).toEqual(above);
  expect(await refusal(team.as(adam, "PATCH", `/members/${adam.id}`, { role: "owner" }))).toEqual(above);
  expect((await team.as(adam, "PATCH", `/members/${anna.id}`, { role: "admin" })).status).toBe(200);
});

test("who may not edit members changes nobody, not even themself", async () => {
  const anna = await team.person("Anna", "editor");
  expect((await team.as(anna, "PATCH", `/members/${anna.id}`, { role: "owner" })).status).toBe(403);
  expect((await team.as(anna, "DELETE", `/members/${team.owner.id}`)).status).toBe(403);
  expect((await team.as(anna, "POST", "/workspace/transfer", { to: anna.id })).status).toBe(403);
});

test("the last owner can neither leave, nor be demoted, nor be removed; of two one can", async () => {
  const last = [409, "members.lastOwner"];
  const me = `/members/${team.owner.id}`;
  expect(await refusal(team.as(team.owner, "POST", "/workspace/leave", {}))).toEqual(last);
  expect(await refusal(team.as(team.owner, "PATCH", me, { role: "admin" }))).toEqual(last);
  expect(await refusal(team.as(team.owner, "DELETE", me))).toEqual(last);
  const anna = await team.person("Anna", "owner");
  const both = [team.owner, anna].map((one) => team.as(one, "POST", "/workspace/leave", {}));
  expect((await Promise.all(both)).map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 409]);
  expect(team.database.handle.prepare("SELECT role FROM memberships").pluck().all()).toEqual(["owner"]);
});

test("two owners who demote each other at once leave an owner", async () => {
  const anna = await team.person("Anna", "owner");
  await Promise.all([
    team.as(team.owner, "PATCH", `/members/${anna.id}`, { role: "viewer" }),
    team.as(anna, "PATCH", `/members/${team.owner.id}`, { role: "viewer" }),
  ]);
  const left = team.database.handle.prepare("SELECT role FROM memberships ORDER BY role").pluck().all();
  expect(left).toEqual(["owner", "viewer"]);
});

test("a member leaves by themself, whatever their role", async () => {
  const anna = await team.person("Anna", "viewer");
  expect((await team.as(anna, "POST", "/workspace/leave", {})).status).toBe(204);
  expect(await roles()).toEqual(["Olena owner"]);
  expect(actions()).toContain("member.left");
});

test("who lacks the second step that the workspace asks for can still leave it, and do nothing else in it", async () => {
  const anna = await team.person("Anna", "editor");
  await team.as(team.owner, "PUT", "/workspace/second-factor", { required: true });
  expect(await refusal(team.as(anna, "GET", "/members"))).toEqual([403, "secondFactor.needed"]);
  expect(await refusal(team.as(team.owner, "POST", "/workspace/leave", {}))).toEqual([409, "members.lastOwner"]);
  expect((await team.as(anna, "POST", "/workspace/leave", {})).status).toBe(204);
  expect(actions()).toContain("member.left");
  expect(await refusal(team.as(anna, "GET", "/me"))).toEqual([403, "workspace.none"]);
});

test("ownership is handed over to a member in one step: the first owner is an admin then", async () => {
  const anna = await team.person("Anna", "viewer");
  const stranger = await team.person("Stranger");
  expect((await team.as(team.owner, "POST", "/workspace/transfer", { to: stranger.id })).status).toBe(404);
  expect((await team.as(team.owner, "POST", "/workspace/transfer", { to: anna.id })).status).toBe(200);
  expect(await roles()).toEqual(["Anna owner", "Olena admin"]);
  expect((await team.as(team.owner, "POST", "/workspace/transfer", { to: team.owner.id })).status).toBe(403);
  expect(actions()).toContain("workspace.transferred");
});

test("who makes somebody an owner, in whichever way, shows first who they are", async () => {
  const anna = await team.person("Anna", "editor");
  const { password } = owner;
  const asOwner = (method: string, path: string, body: object = {}) => team.as(team.owner, method, path, body);
  const letAge = () =>
    team.database.queue.write((db) => db.exec("UPDATE sessions SET confirmed_at = confirmed_at - 16 * 60000"));
  const invited = await asOwner("POST", "/invitations", { email: "new@example.com", role: "owner" });
  const ways = [
    ["PATCH", `/members/${anna.id}`, { role: "owner" }],
    ["POST", `/invitations/${String(invited.body["id"])}/renew`],
    ["POST", "/invitations", { email: "next@example.com", role: "owner" }],
    ["POST", "/workspace/transfer", { to: anna.id }],
  ] as const;
  const before = await roles();
  await letAge();
  for (const [method, path, body] of ways)
    expect([path, ...(await refusal(asOwner(method, path, body)))]).toEqual([path, 403, "auth.confirm"]);
  expect(await roles()).toEqual(before);
  // Another role gives nothing away.
  expect((await asOwner("PATCH", `/members/${anna.id}`, { role: "admin" })).status).toBe(200);
  expect((await asOwner("POST", "/invitations", { email: "third@example.com", role: "admin" })).status).toBe(201);
  for (const [method, path, body] of ways) {
    expect((await asOwner("POST", "/auth/confirm", { password })).status).toBe(204);
    const { status } = await asOwner(method, path, body);
    expect([path, status < 300]).toEqual([path, true]);
    await letAge();
  }
  expect(await roles()).toEqual(["Anna owner", "Olena admin"]);
});

describe("a member's sessions", () => {
  const endOf = (who: Somebody, as = team.owner) => team.as(as, "DELETE", `/members/${who.id}/sessions`);
  const signIn = async ({ email }: Somebody) => {
    const { cookie } = await team.call("POST", "/auth/sign-in", { email, password: owner.password });
    return { cookie, origin: team.url };
  };
  const probe = (headers: Record<string, string>, workspace?: string) =>
    refusal(
      team.call("GET", "/probe", undefined, { ...headers, ...(workspace && { "x-leeway-workspace": workspace }) }),
    );
  /** Anna, who also owns a workspace of her own. */
  const annaElsewhere = async () => {
    const anna = await team.person("Anna", "editor");
    const made = await team.as(anna, "POST", "/workspaces", { name: "Hers", demo: false });
    return { anna, hers: String(made.body["id"]) };
  };

  test("are ended by an admin, everywhere where the person is in no other workspace, and signing in opens again", async () => {
    const [anna, adam] = [await team.person("Anna", "editor"), await team.person("Adam", "admin")];
    expect((await endOf(anna, adam)).status).toBe(204);
    expect(await probe(anna.headers)).toEqual([401, "auth.required"]);
    expect(await probe(adam.headers)).toEqual([200, undefined]);
    expect(await probe(await signIn(anna))).toEqual([200, undefined]);
    const entry = team.database.handle
      .prepare("SELECT user_id AS who, subject, detail FROM audit_log WHERE action = 'member.signedOut'")
      .get();
    expect(entry).toEqual({ who: adam.id, subject: anna.id, detail: '{"person":"Anna <anna@example.com>"}' });
  });

  test("stay those of the other workspaces that the person is in", async () => {
    const { anna, hers } = await annaElsewhere();
    expect((await endOf(anna)).status).toBe(204);
    expect(await probe(anna.headers, team.workspaceId)).toEqual([403, "workspace.signedOut"]);
    expect(await probe(anna.headers, hers)).toEqual([200, undefined]);
    expect((await team.call("GET", "/probe", undefined, anna.headers)).body["workspaceId"]).toBe(hers);
    expect(await probe(await signIn(anna), team.workspaceId)).toEqual([200, undefined]);
    expect(await probe(anna.headers, team.workspaceId)).toEqual([403, "workspace.signedOut"]);
  });

  test("make no way back in: what is left of them changes no sign-in before it is shown who one is", async () => {
    const { anna, hers } = await annaElsewhere();
    const offered = () => refusal(team.call("POST", "/auth/second-factor/app", {}, anna.headers));
    expect((await offered())[0]).toBe(201);
    await endOf(anna);
    expect(await offered()).toEqual([403, "auth.confirm"]);
    expect(await probe(anna.headers, hers)).toEqual([200, undefined]);
  });

  test("close what is open: a stream of theirs may not go on", async () => {
    const { anna } = await annaElsewhere();
    await team.as(team.owner, "PATCH", `/members/${anna.id}`, { role: "operator" });
    const here = { ...anna.headers, "x-leeway-workspace": team.workspaceId };
    expect((await team.call("GET", "/probe/watch", undefined, here)).status).toBe(200);
    expect(team.watching()).toBe(true);
    await endOf(anna);
    expect(team.watching()).toBe(false);
  });

  test("are not ended by who is below them, by who may not edit members, nor from another workspace", async () => {
    const [anna, adam] = [await team.person("Anna", "editor"), await team.person("Adam", "admin")];
    expect(await refusal(endOf(team.owner, adam))).toEqual([403, "members.above"]);
    expect(await refusal(endOf(adam, anna))).toEqual([403, "auth.role"]);
    const stranger = await team.person("Stranger");
    await team.as(stranger, "POST", "/workspaces", { name: "Elsewhere", demo: false });
    expect(await refusal(endOf(anna, stranger))).toEqual([404, "notFound"]);
    expect(await probe(anna.headers)).toEqual([200, undefined]);
  });
});

describe("a link for a member's new password", () => {
  const linkFor = async (member: Somebody, as = team.owner) =>
    String((await team.as(as, "POST", `/members/${member.id}/reset-link`)).body["url"]).split("#")[1] ?? "";
  const look = (token: string) => refusal(team.as(undefined, "POST", "/auth/reset/look", { token }));
  const over = [410, "link.over"];

  test("is over once they have a workspace that its maker does not own", async () => {
    const anna = await team.person("Anna", "editor");
    const first = await linkFor(anna);
    expect(await look(first)).toEqual([200, undefined]);
    expect((await team.as(anna, "POST", "/workspaces", { name: "Hers", demo: false })).status).toBe(201);
    expect(await look(first)).toEqual(over);
  });

  test("is over once they accept an invitation elsewhere", async () => {
    const [anna, bohdan] = [await team.person("Anna", "editor"), await team.person("Bohdan")];
    const token = await linkFor(anna);
    await team.as(bohdan, "POST", "/workspaces", { name: "His", demo: false });
    const { url } = (await team.as(bohdan, "POST", "/invitations", { email: anna.email, role: "admin" })).body;
    const accepted = await team.as(anna, "POST", "/auth/invitation/accept", { token: String(url).split("#")[1] });
    expect(accepted.status).toBe(200);
    expect(await look(token)).toEqual(over);
  });

  test("is over once its maker is an owner no longer", async () => {
    const [anna, second] = [await team.person("Anna", "editor"), await team.person("Second", "owner")];
    const token = await linkFor(anna, second);
    expect(await look(token)).toEqual([200, undefined]);
    expect((await team.as(team.owner, "DELETE", `/members/${second.id}`)).status).toBe(204);
    expect(await look(token)).toEqual(over);
  });
});
