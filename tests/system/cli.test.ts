import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command, commandOn } from "./cli.js";
import { chain, document, greeting, node } from "./documents.js";
import { apiKey, Leeway } from "./leeway.js";

const leeway = new Leeway();
const folder = mkdtempSync(join(tmpdir(), "leeway-cli-"));
beforeAll(() => leeway.start());
afterAll(async () => {
  await leeway.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => commandOn(leeway, args).ended;
const manual = (name: string, ...nodes: { id: string }[]) =>
  document(name, [node("start", "trigger.manual"), ...nodes], chain("start", ...nodes.map(({ id }) => id)));

describe("workflows from the command line", () => {
  test("go out as a document, come in as a draft, go live and run", async () => {
    const file = join(folder, "greeting.json");
    await leeway.publish(greeting);
    expect(await command(leeway, "workflow", "export", "greeting", "-o", file)).toMatchObject({
      name: "Greeting",
      file,
    });
    const exported = JSON.parse(readFileSync(file, "utf8")) as { nodes: unknown[] };
    expect(exported.nodes).toHaveLength(greeting.nodes.length);
    expect(JSON.parse((await run("workflow", "export", "Greeting")).out)).toEqual(exported);

    writeFileSync(file, JSON.stringify({ ...exported, name: "Hello again" }));
    const { id } = await command(leeway, "workflow", "import", file);
    const twin = commandOn(leeway, ["workflow", "import", "-"], { input: JSON.stringify(manual("Piped")) });
    expect(await twin.ended).toMatchObject({ code: 0, out: expect.stringMatching(/^Piped is there as a draft: wf_/) });
    expect(await command(leeway, "workflow", "publish", id)).toEqual({ id, name: "Hello again", version: 1 });
    const names = ((await command(leeway, "workflow", "list")) as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["Greeting", "Hello again", "Piped"]));

    const data = join(folder, "data.json");
    const body = { name: "Оля", total: 7 };
    writeFileSync(
      data,
      JSON.stringify({ body, query: {}, headers: {}, method: "POST", receivedAt: "2026-11-22T00:00:00Z" }),
    );
    const done = await command(leeway, "workflow", "run", id, "--data", data);
    expect([
      done.status,
      done.steps.map(({ nodeId, status }: Record<string, string>) => `${nodeId} ${status}`),
    ]).toEqual([
      "succeeded",
      ["order succeeded", "who succeeded", "big succeeded", "thanks skipped", "hello succeeded"],
    ]);
  });

  test("come and go with their whole workspace", async () => {
    const file = join(folder, "workspace.json");
    const { workflows } = await command(leeway, "workspace", "export", file);
    expect(workflows).toBeGreaterThan(0);
    const alike = await command(leeway, "workspace", "import", file);
    expect(new Set(alike.workflows.map(({ outcome }: { outcome: string }) => outcome))).toEqual(new Set(["same"]));
    const changed = JSON.parse(readFileSync(file, "utf8")) as { workflows: { document: { settings: object } }[] };
    for (const { document: one } of changed.workflows) one.settings = { timezone: "Europe/Kyiv" };
    writeFileSync(file, JSON.stringify(changed));
    const dry = await run("workspace", "import", file, "--dry-run", "--workflows", "mine");
    expect(dry).toMatchObject({
      code: 0,
      out: expect.stringMatching(/workflow {2}Greeting: there already, left as it is[^]*this was a dry run\.\n$/),
    });
    const report = await command(leeway, "workspace", "import", file);
    expect(report.workflows.map(({ as }: { as: string }) => as)).toContain("Greeting 2");
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), schemaVersion: 9 }));
    expect(await run("workspace", "import", file)).toMatchObject({
      code: 1,
      err: expect.stringContaining("file.schemaVersion: A newer Leeway wrote this file."),
    });
  });

  test("end with a code that says what became of the run", async () => {
    const fails = manual("Fails", node("end", "logic.stop", { status: "failed", message: "no stock" }));
    await leeway.publish(fails);
    const failed = await run("workflow", "run", "Fails");
    expect([failed.code, failed.err]).toEqual([1, ""]);
    expect(failed.out).toMatch(/^run_\S+ failed: .*no stock[^]*\n {2}start +succeeded\n {2}end +/);
    await leeway.publish(manual("Asks", node("ask", "logic.wait", { mode: "approval" })));
    expect(await run("workflow", "run", "Asks")).toMatchObject({
      code: 4,
      out: expect.stringContaining("waits for a person"),
    });
    const { runId } = await command(leeway, "workflow", "run", "Asks", "--no-wait");
    expect((await leeway.api("GET", `/runs/${runId}`)).workflowName).toBe("Asks");
  });

  test.each([
    ["no such workflow", ["workflow", "run", "Nobody"], 6, /No workflow has the id or the name Nobody/],
    ["a file that is empty", ["workflow", "import", "/dev/null"], 2, /\/dev\/null is empty/],
    ["a file that is not there", ["workflow", "import", "/nowhere"], 2, /\/nowhere cannot be read \(ENOENT\)/],
    ["a document that is none", ["workflow", "import", "-"], 1, /schemaVersion: This is missing/],
    ["an address that is none", ["workflow", "list", "--url", "leeway"], 2, /leeway is no address of a Leeway/],
    [
      "nobody at the address",
      ["workflow", "list", "--url", "http://127.0.0.1:9"],
      5,
      /does not answer \(ECONNREFUSED\)/,
    ],
  ])("say %s in words on standard error alone", async (_, args, code, words) => {
    const said = await commandOn(leeway, [...args, "--json"], { input: "{}" }).ended;
    expect([said.code, said.out]).toEqual([code, ""]);
    expect(said.err).toMatch(words);
    expect(said.err).not.toContain(apiKey);
  });

  test("take the key from a file before the environment, and say what is wrong with it", async () => {
    const file = join(folder, "key");
    writeFileSync(file, `${apiKey}\n`);
    const env = { LEEWAY_API_KEY: "lw_another_0123456789abcdef0123456789abcdef" };
    expect((await commandOn(leeway, ["workflow", "list", "--key-file", file], { env }).ended).code).toBe(0);
    const unknown = await commandOn(leeway, ["workflow", "list"], { env }).ended;
    expect([unknown.code, unknown.out, unknown.err]).toEqual([
      3,
      "",
      expect.stringMatching(/ does not know this API key/),
    ]);
    const none = await commandOn(leeway, ["workflow", "list"], { env: { LEEWAY_API_KEY: "" } }).ended;
    expect([none.code, none.err]).toEqual([2, expect.stringContaining("There is no API key")]);
  });
});

test("people are made and listed beside the running server, and sign in at once", async () => {
  const made = await command(
    leeway,
    "user",
    "create",
    "Ola@Example.com",
    "--name",
    "Ола",
    "--role",
    "operator",
    "--password",
  );
  expect(made).toMatchObject({ email: "ola@example.com", role: "operator" });
  const signIn = await fetch(`${leeway.origin}/api/v1/auth/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: leeway.origin },
    body: JSON.stringify({ email: made.email, password: made.password }),
  });
  expect(signIn.status).toBe(200);
  const people = (await command(leeway, "user", "list")) as { email: string; workspaces: { role: string }[] }[];
  expect(people.map(({ email, workspaces }) => [email, workspaces.map(({ role }) => role)])).toEqual([
    ["ola@example.com", ["operator"]],
    ["owner@leeway.example", ["owner"]],
  ]);
  expect(await run("user", "create", "ola@example.com")).toMatchObject({ code: 3, out: "" });
  expect(await run("user", "create", "someone@example.com", "--role", "king")).toMatchObject({ code: 2, out: "" });
  expect(await run("user", "create", "nobody")).toMatchObject({ code: 2, out: "" });
});

test("the server is started and stopped from the command line", async () => {
  const here = { data: mkdtempSync(join(folder, "data-")), origin: "" };
  const { child, ended } = commandOn(here, ["start"], { env: { PORT: "0", LEEWAY_URL: "http://127.0.0.1:3000" } });
  child.stdout.on("data", (text: Buffer) => text.includes("is ready") && child.kill("SIGTERM"));
  expect(await ended).toMatchObject({
    code: 1,
    err: expect.stringContaining("LEEWAY_API_KEY needs LEEWAY_OWNER_EMAIL"),
  });
  const again = commandOn(here, ["start"], { env: { PORT: "0", LEEWAY_URL: "", LEEWAY_API_KEY: "" } });
  again.child.stdout.on("data", (text: Buffer) => text.includes("is ready") && again.child.kill("SIGTERM"));
  expect(await again.ended).toMatchObject({
    code: 0,
    out: expect.stringContaining("is ready. Open http://127.0.0.1:"),
  });
});
