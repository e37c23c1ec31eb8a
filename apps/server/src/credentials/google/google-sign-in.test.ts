import "reflect-metadata";
import { allow, googleServer, SPREADSHEET, type GoogleServer } from "@leeway/nodes/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { RunsModule } from "../../runs/runs.module.js";
import { WorkerService } from "../../runs/worker.service.js";
import { settled } from "../../testing/eventually.js";
import { WorkflowsModule } from "../../workflows/workflows.module.js";
import { CredentialsModule } from "../credentials.module.js";
import { served, type Served } from "../testing/served.js";

let server: Served;
let google: GoogleServer;
beforeAll(async () => {
  google = await googleServer();
  const modules = [CredentialsModule, WorkflowsModule, RunsModule];
  server = await served(modules, { LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" });
  server.app.get(WorkerService).start();
});
afterAll(async () => {
  await server.close();
  google.server.close();
});
beforeEach(() => {
  google.received.length = 0;
  google.sheets = { Orders: [["Name"]] };
});

const call = async (method: string, path: string, body?: unknown, workspace: "ws_1" | "ws_2" = "ws_1") =>
  (await server.call(method, `/api/v1${path}`, { workspace, ...(body !== undefined && { body }) })).body;

async function add(more: object = {}): Promise<string> {
  const urls = { baseUrl: google.origin, authUrl: `${google.origin}/auth`, tokenUrl: `${google.origin}/token` };
  const data = { clientId: "shop-app", clientSecret: "app-secret", ...urls, ...more };
  return (await call("POST", "/credentials", { type: "googleOAuth", name: "Our Google", data })).id;
}
const begin = async (id: string): Promise<string> => (await call("POST", `/credentials/${id}/sign-in`, {})).url;
const broughtBack = (url: URL) => ({ state: url.searchParams.get("state"), code: url.searchParams.get("code") });
async function signedIn(): Promise<string> {
  const id = await add();
  await call("POST", "/credentials/sign-in", broughtBack(allow(google, await begin(id))));
  return id;
}
const asked = (grant: string) =>
  google.received.filter(({ body }) => (body as { grant_type?: string } | undefined)?.grant_type === grant).length;

async function run(credential: string, steps = 1) {
  const params = { spreadsheet: SPREADSHEET, sheet: "Orders", values: { Name: "Anna" } };
  const nodes = Array.from({ length: steps }, (_, index) => ({
    id: `row${index}`,
    type: "googleSheets.row.append",
    credential,
    params,
  }));
  const edges = nodes.map(({ id: target }, index) => ({ id: `e${index}`, source: "in", sourceHandle: "main", target }));
  const document = { schemaVersion: 1, name: "Rows", nodes: [{ id: "in", type: "trigger.manual" }, ...nodes], edges };
  const { id } = await call("POST", "/workflows", { document });
  const { runId } = await call("POST", `/workflows/${id}/runs`, {});
  return settled(() => call("GET", `/runs/${runId}`));
}

test("a person is sent to Google with a challenge and a state, and comes back as who they are", async () => {
  const id = await add();
  const asking = new URL(await begin(id));
  expect(Object.fromEntries(asking.searchParams)).toMatchObject({
    response_type: "code",
    client_id: "shop-app",
    redirect_uri: expect.stringMatching(/\/oauth\/callback$/),
    code_challenge_method: "S256",
    access_type: "offline",
    scope: expect.stringContaining("auth/spreadsheets"),
  });
  const credential = await call("POST", "/credentials/sign-in", broughtBack(allow(google, asking.href)));
  expect(credential.data).toMatchObject({ account: "anna@shop.example", clientId: "shop-app" });
  expect(JSON.stringify(credential)).not.toMatch(/refresh-|app-secret|ya29/);
  expect(await call("POST", `/credentials/${id}/test`)).toEqual({ ok: true });
});

test("many steps that wait for a token have it refreshed once", async () => {
  const id = await signedIn();
  expect((await run(id, 8)).status).toBe("succeeded");
  expect([google.sheets["Orders"]?.length, asked("refresh_token")]).toEqual([9, 1]);
});

test("what came back is taken once, and only from who went, in their workspace", async () => {
  const id = await add();
  const back = broughtBack(allow(google, await begin(id)));
  expect((await call("POST", "/credentials/sign-in", { ...back, state: "x".repeat(43) })).code).toBe("signIn.unknown");
  expect((await call("POST", "/credentials/sign-in", back, "ws_2")).code).toBe("signIn.unknown");
  // Tried by somebody else, it is spent: whoever has seen the address gets nothing by it.
  expect((await call("POST", "/credentials/sign-in", back)).code).toBe("signIn.unknown");
  expect(asked("authorization_code")).toBe(0);
});

test("a code that was meant for somebody else's question is refused", async () => {
  const theirs = broughtBack(allow(google, await begin(await add())));
  const mine = broughtBack(allow(google, await begin(await add())));
  const answer = await call("POST", "/credentials/sign-in", { state: mine.state, code: theirs.code });
  expect([answer.code, answer.errors[0].code]).toEqual(["service.failed", "google.keyRefused"]);
});

test("without the tick at the spreadsheets nothing is kept, and that is said", async () => {
  const id = await add();
  const back = broughtBack(allow(google, await begin(id), "openid email"));
  expect((await call("POST", "/credentials/sign-in", back)).code).toBe("signIn.notAllowed");
  const { error } = await run(id);
  expect(error).toMatchObject({ code: "google.notSignedIn", hint: /Sign in with Google/ });
});

test("withdrawn consent is a clear error, and signing in again mends it", async () => {
  const id = await signedIn();
  google.allowed.clear();
  const gone = {
    status: "failed",
    error: { code: "google.signInAgain", message: /“Our Google”/, hint: /sign in again/ },
  };
  expect(await run(id)).toMatchObject(gone);
  expect(await call("POST", `/credentials/${id}/test`)).toMatchObject({ ok: false });
  await call("POST", "/credentials/sign-in", broughtBack(allow(google, await begin(id))));
  expect((await run(id)).status).toBe("succeeded");
});

test("where secrets go is changed only together with them", async () => {
  const id = await signedIn();
  for (const name of ["baseUrl", "tokenUrl", "authUrl"]) {
    const { code } = await call("PUT", `/credentials/${id}`, { data: { [name]: "https://evil.example/token" } });
    expect([name, code]).toEqual([name, "credential.secretNeeded"]);
  }
});
