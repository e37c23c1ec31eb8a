import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { owner } from "../testing/accounts-server.js";
import { startWithOwner, type Owner } from "./testing/owner-with-app.js";

const { password } = owner;
let olena: Owner;
beforeEach(async () => {
  olena = await startWithOwner();
});
afterEach(() => olena.close());

describe("a workspace that asks for a second step", () => {
  const require = (required: boolean) => olena.call("PUT", "/workspace/second-factor", { required });

  test("opens nothing but the way there to who has none, and all to who has", async () => {
    expect((await require(true)).body).toEqual({ required: true });
    for (const path of ["/probe", "/workspace/second-factor"])
      expect((await olena.call("GET", path)).body.code).toBe("secondFactor.needed");
    await olena.turnOn();
    expect((await olena.call("GET", "/probe")).status).toBe(200);
    expect((await require(false)).status).toBe(200);
    expect(olena.rows("SELECT action FROM audit_log")).toEqual(
      expect.arrayContaining(["secondFactor.required", "secondFactor.optional"]),
    );
  });

  test("lets who has none see where they are, choose their language and go elsewhere, and says what is missing", async () => {
    await require(true);
    expect((await olena.call("GET", "/me")).body).toMatchObject({
      secondStepMissing: true,
      workspace: { name: "Flowers", role: "owner" },
    });
    expect((await olena.call("PATCH", "/me", { locale: "ru" })).body).toMatchObject({ user: { locale: "ru" } });
    expect((await olena.call("PATCH", "/workspace", { name: "Mine" })).body.code).toBe("secondFactor.needed");
    await olena.server.database.queue.write((db) =>
      db.exec(`INSERT INTO workspaces (id, name, timezone, created_at) VALUES ('ws_2', 'Second', 'UTC', 0);
        INSERT INTO memberships (workspace_id, user_id, role) SELECT 'ws_2', id, 'viewer' FROM users`),
    );
    const there = { ...olena.headers, "x-leeway-workspace": "ws_2" };
    expect((await olena.server.call("GET", "/probe", undefined, there)).body["workspaceId"]).toBe("ws_2");
    expect((await olena.server.call("POST", "/auth/sign-out", {}, olena.headers)).status).toBe(204);
  });

  test("is open by a passkey alone, which is both steps", async () => {
    await require(true);
    await olena.server.database.queue.write((db) =>
      db.exec(
        "INSERT INTO passkeys (id, user_id, name, public_key, counter, created_at) SELECT 'pk', id, '', x'', 0, 0 FROM users",
      ),
    );
    expect((await olena.call("GET", "/me")).body["secondStepMissing"]).toBe(false);
    expect((await olena.call("GET", "/probe")).status).toBe(200);
  });

  test("ends streams of who has none", async () => {
    await olena.call("GET", "/probe/watch");
    expect(olena.server.watching()).toBe(true);
    await require(true);
    expect(olena.server.watching()).toBe(false);
  });
});

describe("who has lost phone and codes", () => {
  beforeEach(async () => {
    await olena.turnOn();
    await olena.server.database.queue.write((db) =>
      db.exec(`INSERT INTO users (id, email, name, locale, password_hash, created_at) SELECT 'user_2', 'second@example.com', name, locale, password_hash, 0 FROM users;
        INSERT INTO memberships (workspace_id, user_id, role) SELECT id, 'user_2', 'editor' FROM workspaces;
        INSERT INTO second_factors SELECT 'user_2', sealed, NULL, created_at, confirmed_at FROM second_factors`),
    );
  });
  const reset = () => olena.call("DELETE", "/members/user_2/second-factor");
  const theirs = () => olena.server.call("POST", "/auth/sign-in", { email: "second@example.com", password });

  test("is helped by an owner, which ends their sessions and is written down", async () => {
    expect((await theirs()).body["signedIn"]).toBe(false);
    expect((await reset()).status).toBe(204);
    expect((await theirs()).body["signedIn"]).toBe(true);
    expect(olena.rows("SELECT subject FROM audit_log WHERE action = 'secondFactor.reset'")).toEqual(["user_2"]);
  });

  test("is helped by an owner who has shown lately who they are, as is the whole workspace", async () => {
    olena.later(16 * 60_000);
    const rule = () => olena.call("PUT", "/workspace/second-factor", { required: true });
    for (const refused of [await reset(), await rule()])
      expect([refused.status, refused.body.code]).toEqual([403, "auth.confirm"]);
    expect((await theirs()).body["signedIn"]).toBe(false);
    expect((await olena.call("GET", "/workspace/second-factor")).body).toEqual({ required: false });
    expect((await olena.call("POST", "/auth/confirm", { password, code: olena.nextCode() })).status).toBe(204);
    expect([(await rule()).status, (await reset()).status]).toEqual([200, 204]);
  });

  test("is not helped by an owner of one of their workspaces alone", async () => {
    await olena.server.database.queue.write((db) =>
      db.exec(`INSERT INTO workspaces (id, name, timezone, created_at) VALUES ('ws_2', 'Second', 'UTC', 0);
        INSERT INTO memberships (workspace_id, user_id, role) VALUES ('ws_2', 'user_2', 'owner')`),
    );
    expect((await reset()).body.code).toBe("reset.elsewhere");
    expect((await theirs()).body["signedIn"]).toBe(false);
  });
});
