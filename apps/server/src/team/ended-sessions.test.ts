import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { owner } from "../accounts/testing/accounts-server.js";
import { startTeam, type Somebody, type TeamServer } from "./testing/team-server.js";

let team: TeamServer;
let anna: Somebody;
/** Anna's own workspace, in which she is beside the one of the team. */
let hers = "";
beforeEach(async () => {
  team = await startTeam();
  anna = await team.person("Anna", "editor");
  hers = await ownWorkspace(anna);
});
afterEach(async () => {
  vi.useRealTimers();
  await team.close();
});

const ownWorkspace = async (of: Somebody) =>
  String((await team.as(of, "POST", "/workspaces", { name: "Hers", demo: false })).body["id"]);
const codeOf = async (answer: ReturnType<TeamServer["call"]>) => {
  const { status, body } = await answer;
  return body.code ?? status;
};
const endOf = async (who: Somebody) =>
  expect((await team.as(team.owner, "DELETE", `/members/${who.id}/sessions`)).status).toBe(204);
const inTeam = ({ headers }: Somebody) => ({ ...headers, "x-leeway-workspace": team.workspaceId });
const opens = (who: Somebody, workspace = team.workspaceId) =>
  codeOf(team.call("GET", "/probe", undefined, { ...who.headers, "x-leeway-workspace": workspace }));
const signIn = async (who: Somebody): Promise<Somebody> => {
  const { cookie } = await team.call("POST", "/auth/sign-in", { email: who.email, password: owner.password });
  return { ...who, headers: { cookie, origin: team.url } };
};
const confirm = (who: Somebody) => codeOf(team.as(who, "POST", "/auth/confirm", { password: owner.password }));
const changesSignIn = (who: Somebody) => codeOf(team.as(who, "POST", "/auth/second-factor/app", {}));
const leave = (who: Somebody) => codeOf(team.call("POST", "/workspace/leave", {}, inTeam(who)));
const later = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });

describe("whose sessions somebody ends again and again", () => {
  test("is asked once for each of them who they are, and works on elsewhere", async () => {
    await endOf(anna);
    expect(await changesSignIn(anna)).toBe("auth.confirm");
    expect(await confirm(anna)).toBe(204);
    for (let index = 0; index < 3; index += 1) {
      await endOf(anna);
      expect([await changesSignIn(anna), await opens(anna, hers)]).toEqual([201, 200]);
    }
    expect(await opens(anna)).toBe("workspace.signedOut");
  });

  test("is asked for a new session that is open there, and is out there with it", async () => {
    await endOf(anna);
    const again = await signIn(anna);
    expect([await opens(again), await changesSignIn(again)]).toEqual([200, 201]);
    await endOf(anna);
    expect([await opens(again), await changesSignIn(again)]).toEqual(["workspace.signedOut", "auth.confirm"]);
  });

  test("is not signed out altogether right after, where they are nowhere else: they come in, and can go", async () => {
    const adam = await team.person("Adam", "viewer");
    await endOf(adam);
    expect(await opens(adam)).toBe("auth.required");
    const again = await signIn(adam);
    await endOf(adam);
    await endOf(adam);
    expect(await opens(again)).toBe("workspace.signedOut");
    expect([await leave(again), await confirm(again), await leave(again)]).toEqual(["auth.confirm", 204, 204]);
    expect(await codeOf(team.as(again, "GET", "/me"))).toBe("workspace.none");
  });

  test("is signed out altogether once more after a quarter of an hour", async () => {
    const adam = await team.person("Adam", "viewer");
    await endOf(adam);
    later(15 * 60_000 + 1_000);
    const again = await signIn(adam);
    await endOf(adam);
    expect(await opens(again)).toBe("auth.required");
  });
});

describe("who was signed out of a workspace", () => {
  test("leaves it once they have shown who they are, and does nothing else in it", async () => {
    await endOf(anna);
    const there = inTeam(anna);
    for (const [method, path] of [
      ["GET", "/me"],
      ["PATCH", "/me"],
      ["GET", "/members"],
      ["POST", "/probe"],
    ] as const)
      expect(await codeOf(team.call(method, path, method === "GET" ? undefined : {}, there))).toBe(
        "workspace.signedOut",
      );
    expect(await leave(anna)).toBe("auth.confirm");
    expect([await confirm(anna), await leave(anna)]).toEqual([204, 204]);
    expect([await opens(anna), await opens(anna, hers)]).toEqual(["workspace.notMember", 200]);
    const left = "SELECT subject FROM audit_log WHERE action = 'member.left' AND workspace_id = ?";
    expect(team.database.handle.prepare(left).pluck().all(team.workspaceId)).toEqual([anna.id]);
  });

  test("does not leave it as its only owner, and who is no member leaves nothing", async () => {
    const second = await team.person("Second", "owner");
    await ownWorkspace(team.owner);
    expect(await codeOf(team.as(second, "DELETE", `/members/${team.owner.id}/sessions`))).toBe(204);
    expect(await codeOf(team.as(second, "POST", "/workspace/leave", {}))).toBe(204);
    expect([await confirm(team.owner), await leave(team.owner)]).toEqual([204, "members.lastOwner"]);
    expect(await leave(second)).toBe("workspace.notMember");
  });
});

describe("who comes back into a workspace", () => {
  const remove = () => team.as(team.owner, "DELETE", `/members/${anna.id}`);
  const invited = async (who: Somebody) => {
    const { url } = (await team.as(team.owner, "POST", "/invitations", { email: anna.email, role: "editor" })).body;
    return codeOf(team.as(who, "POST", "/auth/invitation/accept", { token: String(url).split("#")[1] }));
  };

  test("after they were removed opens it by a new session, not by those of before", async () => {
    const laptop = await signIn(anna);
    await remove();
    expect(await invited(anna)).toBe(200);
    expect([await opens(laptop), await opens(anna)]).toEqual(["workspace.signedOut", "workspace.signedOut"]);
    expect(await opens(await signIn(anna))).toBe(200);
    expect(await opens(anna, hers)).toBe(200);
  });

  test("after their sessions were ended and they left opens it by a new session alone", async () => {
    await endOf(anna);
    const again = await signIn(anna);
    expect(await leave(again)).toBe(204);
    expect(await invited(again)).toBe(200);
    expect([await opens(anna), await opens(again)]).toEqual(["workspace.signedOut", 200]);
  });

  test("after they left by themself opens it as before, and as often as they like", async () => {
    for (let times = 0; times < 2; times += 1) {
      expect(await leave(anna)).toBe(204);
      expect(await invited(anna)).toBe(200);
      expect(await opens(anna)).toBe(200);
    }
    expect(team.database.handle.prepare("SELECT count(*) FROM former_members").pluck().get()).toBe(0);
  });
});
