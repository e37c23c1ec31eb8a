import "reflect-metadata";
import { generateKeyPairSync } from "node:crypto";
import { googleServer, SPREADSHEET, type GoogleServer } from "@leeway/nodes/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { OptionsModule } from "../../options/options.module.js";
import { RunsModule } from "../../runs/runs.module.js";
import { WorkerService } from "../../runs/worker.service.js";
import { eventually, settled } from "../../testing/eventually.js";
import { WorkflowsModule } from "../../workflows/workflows.module.js";
import { CredentialsModule } from "../credentials.module.js";
import { served, type Served } from "../testing/served.js";

const email = "robot@shop.iam.gserviceaccount.com";
const pair = () =>
  generateKeyPairSync("rsa", {
    modulusLength: 2_048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
const [own, other] = [pair(), pair()];

let server: Served;
let google: GoogleServer;
beforeAll(async () => {
  google = await googleServer();
  google.accounts[email] = own.publicKey;
  const modules = [CredentialsModule, OptionsModule, WorkflowsModule, RunsModule];
  server = await served(modules, { LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" });
  server.app.get(WorkerService).start();
});
afterAll(async () => {
  await server.close();
  google.server.close();
});
beforeEach(() => {
  google.received.length = 0;
  google.refuse = undefined;
  google.sheets = { Orders: [["Name", "Phone"]] };
});

const call = async (method: string, path: string, body?: unknown) =>
  (await server.call(method, `/api/v1${path}`, body === undefined ? {} : { body })).body;
/** The key file of an account, as Google gives it. */
const keyFile = (private_key: string, more: object = {}) =>
  JSON.stringify({
    type: "service_account",
    private_key_id: "k1",
    client_email: email,
    private_key,
    token_uri: `${google.origin}/token`,
    ...more,
  });
const add = (key: string, more: object = {}) =>
  call("POST", "/credentials", {
    type: "googleServiceAccount",
    name: "Sheets",
    data: { key, baseUrl: google.origin, ...more },
  });
const asked = () => google.received.filter(({ path }) => path === "/token").length;

/** Its id. */
async function start(credential: string, steps: number): Promise<string> {
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
  return (await call("POST", `/workflows/${id}/runs`, {})).runId;
}
const stepsOf = async (runId: string): Promise<{ status: string; error?: { code: string } }[]> =>
  (await call("GET", `/runs/${runId}/steps`)).items;
async function run(credential: string, steps = 1) {
  const runId = await start(credential, steps);
  const { status } = await settled(() => call("GET", `/runs/${runId}`));
  return { status, steps: await stepsOf(runId) };
}

test("a service account signs for a token, and many steps that wait for it ask once", async () => {
  const { id } = await add(keyFile(own.privateKey));
  expect((await run(id, 8)).status).toBe("succeeded");
  expect([google.sheets["Orders"]?.length, asked()]).toEqual([9, 1]);
  await run(id);
  expect(asked()).toBe(1);
});

test("the key is never shown, and with whom a spreadsheet has to be shared is", async () => {
  const credential = await add(keyFile(own.privateKey));
  expect(credential.data).toEqual({ baseUrl: google.origin, limitPerMinute: 55, clientEmail: email });
  const { steps } = await run(credential.id);
  expect(JSON.stringify([credential, steps])).not.toMatch(/PRIVATE KEY|ya29/);
  expect(await call("POST", `/credentials/${credential.id}/test`)).toEqual({ ok: true });
});

test("a changed credential is asked for anew, and a refused key says why, at the credential's test and in a run", async () => {
  const { id } = await add(keyFile(own.privateKey));
  await run(id);
  await call("PUT", `/credentials/${id}`, { data: { key: keyFile(other.privateKey), baseUrl: google.origin } });
  const error = { code: "google.keyRefused", message: expect.stringContaining("Invalid JWT Signature.") };
  expect(await call("POST", `/credentials/${id}/test`)).toMatchObject({ ok: false, error });
  const { status, steps } = await run(id);
  expect([status, steps.at(-1)?.error?.code]).toEqual(["failed", "google.keyRefused"]);
});

test("a token address that is out of order makes a step wait and try again, and nothing is in doubt", async () => {
  google.refuse = { path: "/token", status: 503, error: {} };
  const runId = await start((await add(keyFile(own.privateKey, { private_key_id: "k2" }))).id, 1);
  const step = await eventually("the first try", async () => (await stepsOf(runId)).find(({ error }) => error));
  expect(step).toMatchObject({ status: "waiting", error: { code: "service.down" } });
  expect(await settled(() => call("GET", `/runs/${runId}`), ["waiting"])).toMatchObject({ status: "waiting" });
  expect(google.sheets["Orders"]).toHaveLength(1);
});

test("what is no key file is refused when it is saved", async () => {
  for (const key of ["secret", "{}", keyFile("no key")]) {
    const { code, errors } = await add(key);
    expect([code, errors[0]?.path]).toEqual(["request.invalid", "data.key"]);
  }
});

test("a key goes only to where it says, and its address is changed only with it", async () => {
  const { id } = await add(keyFile(own.privateKey));
  const moved = await call("PUT", `/credentials/${id}`, { data: { baseUrl: "https://evil.example" } });
  expect(moved.code).toBe("credential.secretNeeded");
  const inside = await add(keyFile(own.privateKey, { token_uri: "http://10.0.0.5/token" }));
  const error = { code: "request.privateAddress" };
  expect(await call("POST", `/credentials/${inside.id}/test`)).toMatchObject({ ok: false, error });
});

test("sheets and columns are choices", async () => {
  const { id } = await add(keyFile(own.privateKey));
  const query = `credential=${id}&spreadsheet=${SPREADSHEET}`;
  const sheets = await call("GET", `/options/googleSheets.row.append/sheet?${query}`);
  expect(sheets.items).toEqual([{ value: "Orders", label: "Orders" }]);
  const columns = await call("GET", `/options/googleSheets.row.append/values?${query}&sheet=Orders&headerRow=1`);
  expect(columns.items.map(({ value, hint }: Record<string, string>) => [value, hint])).toEqual([
    ["Name", "A"],
    ["Phone", "B"],
  ]);
});
