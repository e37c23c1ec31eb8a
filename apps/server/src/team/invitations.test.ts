import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { inviting, said, tokenOf } from "./testing/inviting.js";
import { startTeam, type Somebody, type TeamServer } from "./testing/team-server.js";

let team: TeamServer;
beforeEach(async () => {
  team = await startTeam();
});
afterEach(async () => {
  vi.useRealTimers();
  await team.close();
});

const { invite, look, waiting } = inviting(() => team);
const invited = async (email = "anna@example.com", role = "editor") => tokenOf(await invite({ email, role }));
const anna = { name: "Anna", password: "a long passphrase of hers", locale: "uk" };
const join = (token: string, body: object = anna) =>
  team.as(undefined, "POST", "/auth/invitation/join", { token, ...body });
const accept = (as: Somebody, token: string) => team.as(as, "POST", "/auth/invitation/accept", { token });
const later = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
const DAY = 24 * 3_600_000;

describe("an invitation", () => {
  test("lets a new person in with a name and a password, in the role it names, and signs them in", async () => {
    const made = await invite({ email: " Anna@Example.com", role: "editor" });
    expect([made.status, made.body["mail"], made.body["email"]]).toEqual([201, "off", "anna@example.com"]);
    expect(String(made.body["url"])).toMatch(/\/invitation#[\w-]{43}$/);
    const token = tokenOf(made);
    expect((await look(token)).body).toEqual({
      email: "anna@example.com",
      workspace: "Flowers",
      role: "editor",
      invitedBy: "Olena",
      known: false,
    });
    const joined = await join(token);
    expect(joined.status).toBe(204);
    const me = await team.call("GET", "/me", undefined, { cookie: joined.cookie });
    expect(me.body).toMatchObject({
      user: { email: "anna@example.com", name: "Anna", locale: "uk" },
      workspace: { id: team.workspaceId, role: "editor" },
    });
    expect(await waiting()).toEqual([]);
    const entered = await team.call("POST", "/auth/sign-in", { email: "anna@example.com", password: anna.password });
    expect(entered.status).toBe(200);
  });

  test("is accepted by who has an account with that address, and by nobody else", async () => {
    const [known, other] = [await team.person("Anna"), await team.person("Other")];
    const token = await invited();
    expect((await look(token)).body["known"]).toBe(true);
    expect(await said(join(token))).toEqual([409, "invitation.signInFirst"]);
    expect(await said(accept(other, token))).toEqual([409, "invitation.otherPerson"]);
    expect((await team.as(undefined, "POST", "/auth/invitation/accept", { token })).status).toBe(401);
    const accepted = await accept(known, token);
    const there = { id: team.workspaceId, name: "Flowers", role: "editor", takeBackUntil: null };
    expect([accepted.status, accepted.body]).toEqual([200, there]);
    expect((await team.as(known, "GET", "/me")).body["workspace"]).toMatchObject({ role: "editor" });
  });

  test("works once, also when it is used several times at once", async () => {
    const token = await invited();
    const answers = await Promise.all(["A", "B", "C"].map((name) => join(token, { ...anna, name })));
    expect(answers.map(({ status }) => status).filter((status) => status === 204)).toHaveLength(1);
    expect(team.database.handle.prepare("SELECT count(*) FROM users").pluck().get()).toBe(2);
    expect(await said(look(token))).toEqual([410, "invitation.used"]);
  });

  test("is over after seven days, and says so for a month", async () => {
    const token = await invited();
    later(7 * DAY - 1_000);
    expect((await look(token)).status).toBe(200);
    later(7 * DAY + 1);
    expect(await said(join(token))).toEqual([410, "invitation.expired"]);
    expect(await waiting()).toMatchObject([{ email: "anna@example.com", expired: true }]);
    later(20 * DAY);
    await invited("another@example.com");
    expect(await said(look(token))).toEqual([410, "invitation.expired"]);
  });

  test("that is withdrawn says so and lets nobody in", async () => {
    const token = await invited();
    const id = (await waiting())[0]?.id;
    expect((await team.as(team.owner, "DELETE", `/invitations/${id}`)).status).toBe(204);
    expect(await said(look(token))).toEqual([410, "invitation.withdrawn"]);
    expect(await said(join(token))).toEqual([410, "invitation.withdrawn"]);
    expect((await team.as(team.owner, "DELETE", `/invitations/${id}`)).status).toBe(404);
    expect(await waiting()).toEqual([]);
  });

  test("in the place of an earlier one ends that, here and in no other workspace", async () => {
    const first = await invited();
    const { body: other } = await team.as(team.owner, "POST", "/workspaces", { name: "Other", demo: false });
    const there = { ...team.owner, headers: { ...team.owner.headers, "x-leeway-workspace": String(other["id"]) } };
    const elsewhere = tokenOf(await invite({ email: "anna@example.com", role: "viewer" }, there));
    const second = await invited("anna@example.com", "operator");
    expect(await said(look(first))).toEqual([410, "invitation.withdrawn"]);
    const id = (await waiting())[0]?.id;
    const third = tokenOf(await team.as(team.owner, "POST", `/invitations/${id}/renew`, {}));
    expect(await said(look(second))).toEqual([410, "invitation.withdrawn"]);
    expect((await look(third)).body["role"]).toBe("operator");
    expect((await look(elsewhere)).body["workspace"]).toBe("Other");
  });

  test.each(["", "x", "A".repeat(43), "../../etc", "__proto__"])("that was never made (%j) is over", async (token) => {
    expect(await said(look(token))).toEqual([410, "link.over"]);
  });

  test("is not guessed: after sixty wrong links in an hour one hears to go slower, and the right one opens", async () => {
    const token = await invited();
    for (let index = 0; index < 60; index++) expect((await look(`guess ${index}`)).status).toBe(410);
    expect(await said(look("one more"))).toEqual([429, "auth.tooManyTries"]);
    expect((await look(token)).status).toBe(200);
    expect((await join(token)).status).toBe(204);
  });

  test("is kept as a hash, for no other purpose, and opened from no other site", async () => {
    const token = await invited();
    const kept = ["one_use_links", "invitations", "audit_log"].map((table) =>
      team.database.handle.prepare(`SELECT * FROM ${table}`).all(),
    );
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(await said(team.as(undefined, "POST", "/auth/reset/look", { token }))).toEqual([410, "link.over"]);
    const foreign = { origin: "https://evil.example" };
    const joined = team.call("POST", "/auth/invitation/join", { token, ...anna }, foreign);
    expect(await said(joined)).toEqual([403, "auth.crossSite"]);
  });

  test("wants a password that is hard to guess", async () => {
    const token = await invited();
    expect(await said(join(token, { ...anna, password: "password123" }))).toEqual([422, "password.easy"]);
    expect((await look(token)).status).toBe(200);
  });
});

describe("who invites", () => {
  test("gives no role above the own one, and must be allowed to", async () => {
    const [adam, edith] = [await team.person("Adam", "admin"), await team.person("Edith", "editor")];
    expect(await said(invite({ email: "x@example.com", role: "owner" }, adam))).toEqual([403, "members.above"]);
    expect((await invite({ email: "x@example.com", role: "admin" }, adam)).status).toBe(201);
    expect(await said(invite({ email: "x@example.com", role: "viewer" }, edith))).toEqual([403, "auth.role"]);
    expect((await team.as(edith, "GET", "/invitations")).status).toBe(403);
  });

  test("invites no member", async () => {
    const edith = await team.person("Edith", "viewer");
    expect(await said(invite({ email: edith.email, role: "viewer" }))).toEqual([409, "invitation.alreadyMember"]);
  });

  test("lets nobody in any more by invitations that they could not make now", async () => {
    const adam = await team.person("Adam", "owner");
    const [owners, editors] = await Promise.all(
      ["owner", "editor"].map(async (role) => tokenOf(await invite({ email: `new-${role}@example.com`, role }, adam))),
    );
    await team.as(team.owner, "PATCH", `/members/${adam.id}`, { role: "admin" });
    expect(await said(look(owners ?? ""))).toEqual([410, "invitation.withdrawn"]);
    expect((await look(editors ?? "")).status).toBe(200);
    await team.as(team.owner, "DELETE", `/members/${adam.id}`);
    expect(await said(look(editors ?? ""))).toEqual([410, "invitation.withdrawn"]);
  });

  test("does not write to people in bulk", async () => {
    await team.database.queue.write((db) => {
      for (let index = 0; index < 50; index++) {
        db.prepare("INSERT INTO one_use_links VALUES (?, ?, 'invitation', 'x', ?, ?, 1)").run(
          `link_${index}`,
          `hash ${index}`,
          Date.now(),
          Date.now() + DAY,
        );
        db.prepare("INSERT INTO invitations VALUES (?, ?, 'viewer', ?, NULL)").run(
          `link_${index}`,
          team.workspaceId,
          team.owner.id,
        );
      }
    });
    expect(await said(invite({ email: "x@example.com", role: "viewer" }))).toEqual([409, "invitation.tooMany"]);
  });
});
