import "reflect-metadata";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { postOffice, type PostOffice } from "../adapters/mail/testing/post-office.js";
import { LettersService } from "../accounts/letters/letters.service.js";
import { inviting, said, tokenOf } from "./testing/inviting.js";
import { startTeam, type TeamServer } from "./testing/team-server.js";

let team: TeamServer;
let office: PostOffice;
beforeEach(async () => {
  office = await postOffice();
  team = await startTeam({
    LEEWAY_SMTP_URL: `smtp://shop:app-password@127.0.0.1:${office.port}?security=none`,
    LEEWAY_SMTP_FROM: "Leeway <leeway@example.com>",
  });
});
afterEach(async () => {
  await team.close();
  await office.close();
});

const { invite, look, waiting } = inviting(() => team);
const DAY = 24 * 3_600_000;

test("the link goes out in a letter, too, and names put no lines of their own into it", async () => {
  await team.as(team.owner, "PATCH", "/workspace", { name: "Flowers\n\nPay here: http://evil.example" });
  const made = await invite({ email: "anna@example.com", role: "viewer" });
  expect(made.body["mail"]).toBe("sent");
  expect(office.arrived).toMatchObject([{ to: ["anna@example.com"] }]);
  const raw = office.arrived[0]?.raw ?? "";
  const text = /base64/.test(raw)
    ? Buffer.from(raw.split(/\r\n\r\n/)[1]?.replace(/\s/g, "") ?? "", "base64").toString("utf8")
    : raw.replace(/=\r\n/g, "").replace(/=3D/g, "=");
  expect(text).toContain(tokenOf(made));
  expect(text).not.toMatch(/\n\s*Pay here/);
});

test("an invitation whose letter is refused stands, says why, and its link can be handed on", async () => {
  office.next = { code: 552, text: "mailbox full" };
  const made = await invite({ email: "anna@example.com", role: "viewer" });
  expect(made.body).toMatchObject({ mail: "failed", mailFault: expect.stringContaining("mailbox full") });
  expect((await look(tokenOf(made))).status).toBe(200);
});

test("a letter that cannot go out just now is kept sealed, tried again, and goes out once", async () => {
  office.next = { code: 451, text: "try later" };
  const made = await invite({ email: "anna@example.com", role: "viewer" });
  expect(made.body).toMatchObject({ mail: "waiting", mailFault: expect.stringContaining("try later") });
  expect(await waiting()).toMatchObject([
    { letter: { state: "waiting", fault: expect.stringContaining("try later") } },
  ]);
  const kept = () =>
    team.database.handle.prepare("SELECT state, sealed, tries FROM letters").get() as { sealed: Buffer | null };
  expect(kept().sealed?.includes(tokenOf(made))).toBe(false);
  const letters = team.get(LettersService);
  await letters.look();
  expect(office.arrived).toHaveLength(0);
  await Promise.all([letters.look(Date.now() + 31_000), letters.look(Date.now() + 31_000)]);
  expect(office.arrived).toHaveLength(1);
  expect(kept()).toEqual({ state: "sent", sealed: null, tries: 2 });
  expect(await waiting()).toMatchObject([{ letter: { state: "sent", fault: null, nextAt: null } }]);
});

test("a letter whose invitation is over meanwhile does not go out", async () => {
  office.next = { code: 451, text: "try later" };
  await invite({ email: "anna@example.com", role: "viewer" });
  await team.database.queue.write((db) => db.exec("UPDATE one_use_links SET expires_at = 1"));
  await team.get(LettersService).look(Date.now() + 31_000);
  expect(office.arrived).toEqual([]);
  const kept = team.database.handle.prepare("SELECT state, sealed FROM letters").get();
  expect(kept).toEqual({ state: "failed", sealed: null });
});

test("a letter whose invitation is withdrawn meanwhile does not go out, and its link is not kept", async () => {
  office.next = { code: 451, text: "try later" };
  const made = await invite({ email: "anna@example.com", role: "viewer" });
  expect((await team.as(team.owner, "DELETE", `/invitations/${String(made.body["id"])}`)).status).toBe(204);
  const kept = team.database.handle.prepare("SELECT state, sealed FROM letters").get();
  expect(kept).toEqual({ state: "failed", sealed: null });
  await team.get(LettersService).look(Date.now() + 31_000);
  expect(office.arrived).toEqual([]);
});

test("a letter into a workspace that is deleted meanwhile waits, and goes out when it is taken back", async () => {
  const rest = (at: number | null) =>
    team.database.queue.write((db) =>
      db.prepare("UPDATE workspaces SET deleted_at = ? WHERE id = ?").run(at, team.workspaceId),
    );
  const letters = team.get(LettersService);
  office.next = { code: 451, text: "try later" };
  const token = tokenOf(await invite({ email: "anna@example.com", role: "viewer" }));
  await rest(Date.now());
  await letters.look(Date.now() + 31_000);
  await letters.send(String(team.database.handle.prepare("SELECT link_id FROM letters").pluck().get()));
  expect(office.arrived).toEqual([]);
  expect(await said(look(token))).toEqual([410, "invitation.workspaceDeleted"]);
  expect((await look(token)).body["detail"]).toBe(
    "“Flowers” is not there any more, so the invitation leads nowhere. Olena knows more.",
  );
  await rest(null);
  await letters.look(Date.now() + 31_000);
  expect(office.arrived).toMatchObject([{ to: ["anna@example.com"] }]);
  expect((await look(token)).status).toBe(200);
});

test("a letter into a deleted workspace is forgotten when its link has run out", async () => {
  office.next = { code: 451, text: "try later" };
  await invite({ email: "anna@example.com", role: "viewer" });
  await team.database.queue.write((db) => db.exec("UPDATE workspaces SET deleted_at = 1"));
  await team.get(LettersService).look(Date.now() + 8 * DAY);
  const kept = team.database.handle.prepare("SELECT state, sealed FROM letters").get();
  expect([kept, office.arrived]).toEqual([{ state: "failed", sealed: null }, []]);
});

test("a letter for a new password that does not arrive is told to owners, and to nobody else", async () => {
  const anna = await team.person("Anna", "admin");
  office.next = { code: 552, text: "mailbox full" };
  expect((await team.call("POST", "/auth/reset/ask", { email: anna.email })).status).toBe(204);
  const told = async () => (await team.as(team.owner, "GET", "/members/letters")).body["items"] as object[];
  await vi.waitUntil(async () => (await told()).length > 0, { interval: 5, timeout: 90_000 });
  expect(await told()).toMatchObject([
    { memberId: anna.id, state: "failed", fault: expect.stringContaining("mailbox full") },
  ]);
  expect(await said(team.as(anna, "GET", "/members/letters"))).toEqual([403, "auth.role"]);
});
