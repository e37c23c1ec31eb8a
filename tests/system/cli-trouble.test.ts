import { afterAll, beforeAll, expect, test } from "vitest";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command, commandOn } from "./cli.js";
import { chain, document, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";

const leeway = new Leeway();
const folder = mkdtempSync(join(tmpdir(), "leeway-cli-trouble-"));
beforeAll(() => leeway.start());
afterAll(async () => {
  await leeway.close();
  rmSync(folder, { recursive: true, force: true });
});

const manual = (name: string, ...nodes: { id: string }[]) =>
  document(name, [node("start", "trigger.manual"), ...nodes], chain("start", ...nodes.map(({ id }) => id)));
const waits = (name: string, amount: number) =>
  leeway.publish(manual(name, node("wait", "logic.wait", { mode: "duration", amount, unit: "seconds" })));
const runOf = (name: string) =>
  eventually(`a run of ${name}`, async () => {
    const { items } = await leeway.api("GET", "/runs");
    return items.find((one: { workflowName: string }) => one.workflowName === name);
  });

test("a run is waited for while its server is away and comes back", async () => {
  await waits("Slow", 3);
  const { ended } = commandOn(leeway, ["workflow", "run", "Slow", "--json"]);
  const { id } = await runOf("Slow");
  await leeway.kill();
  await leeway.start();
  const { code, out, err } = await ended;
  expect([code, err]).toEqual([0, ""]);
  expect(JSON.parse(out)).toMatchObject({ id, status: "succeeded" });
});

test("Ctrl+C ends the waiting, not the run, and says which", async () => {
  await waits("Longer", 3_600);
  const { child, ended } = commandOn(leeway, ["workflow", "run", "Longer"]);
  const { id } = await runOf("Longer");
  child.kill("SIGINT");
  const { code, out, err } = await ended;
  expect([code, out]).toEqual([130, ""]);
  expect(err).toMatch(/goes on: it was only looked at from here|Whether a run was started is not known here/);
  expect((await leeway.api("GET", `/runs/${id}`)).status).toBe("waiting");
});

test("whoever reads along may have had enough, and no stack is shown", async () => {
  const { id } = await leeway.api("POST", "/workflows", {
    document: { ...manual("Large"), notes: [{ id: "n", position: { x: 0, y: 0 }, text: "x".repeat(900_000) }] },
  });
  const { child, ended } = commandOn(leeway, ["workflow", "export", id]);
  child.stdout.once("data", () => child.stdout.destroy());
  expect(await ended).toMatchObject({ err: "" });
});

test("names from others do not steer the terminal", async () => {
  await leeway.api("POST", "/workflows", { document: manual("\u001b[2JRed\u202e") });
  const { out } = await commandOn(leeway, ["workflow", "list"]).ended;
  expect(out).toContain("\\u001b[2JRed\\u202e");
  for (const sign of ["\u001b", "\u202e"]) expect(out).not.toContain(sign);
  const names = ((await command(leeway, "workflow", "list")) as { name: string }[]).map(({ name }) => name);
  expect(names).toContain("\u001b[2JRed\u202e");
});

test("a workspace goes out by a pipe and comes in by one, each workflow as it is said of it", async () => {
  const { code, out } = await commandOn(leeway, ["workspace", "export", "-"]).ended;
  const file = JSON.parse(out) as { workflows: { document: { name: string; nodes: object[] } }[] };
  expect(code).toBe(0);
  for (const { document: one } of file.workflows) Object.assign(one.nodes[0] ?? {}, { name: "Changed" });
  const from = ["workspace", "import", "-", "--workflows", "mine", "--workflow", "Slow=theirs"];
  const input = JSON.stringify(file);
  const said = await commandOn(leeway, from, { input }).ended;
  expect(said.code).toBe(0);
  expect(said.out).toMatch(/workflow {2}Slow: replaced; the draft that was here is version 1\n/);
  expect(said.out).toMatch(/workflow {2}Longer: there already, left as it is\n/);
  for (const [wish, ends] of [
    ["Slow=ours", 2],
    ["Nobody=mine", 6],
  ] as const)
    expect((await commandOn(leeway, ["workspace", "import", "-", "--workflow", wish], { input }).ended).code).toBe(
      ends,
    );
});

test("a file is taken as PowerShell writes it, and said to be wrong where it is", async () => {
  const file = join(folder, "workspace.json");
  writeFileSync(file, Buffer.from(`\uFEFF${JSON.stringify(manual("Written elsewhere"))}`, "utf16le"));
  expect(await command(leeway, "workflow", "import", file)).toMatchObject({ name: "Written elsewhere" });
  const wrong: [Buffer, RegExp][] = [
    [Buffer.from('{\n  "schemaVersion": 1,\n'), /workspace\.json is no JSON: line 2, column 21\./],
    [Buffer.from([0x22, 0xcf, 0xf0, 0x22]), /workspace\.json is no text in UTF-8/],
    [Buffer.alloc(100 * 1024 * 1024, " "), /workspace\.json has 100 MB, and at most 16 MB are taken\./],
  ];
  for (const [bytes, words] of wrong) {
    writeFileSync(file, bytes);
    expect(await commandOn(leeway, ["workspace", "import", file]).ended).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringMatching(words),
    });
  }
});
