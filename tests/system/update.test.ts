import Database from "better-sqlite3";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { document, node } from "./documents.js";
import { Leeway, serverFile } from "./leeway.js";

/** A data folder of a Leeway before the last step of the database, with a run in it. */
const leeway = new Leeway();
let runId = "";
beforeAll(async () => {
  await leeway.start();
  const { hook } = await leeway.publish(
    document("Before", [node("in", "trigger.webhook", { respond: "accepted" })], []),
  );
  ({ runId } = (await (await fetch(hook, { method: "POST" })).json()) as { runId: string });
  await leeway.settled(runId);
});
afterAll(() => leeway.close());

const change = (...statements: string[]) => {
  const db = new Database(join(leeway.data, "leeway.db"));
  for (const statement of statements) db.exec(statement);
  db.close();
};
const undoLastStep = [
  "DELETE FROM migrations WHERE name = (SELECT name FROM migrations ORDER BY id DESC LIMIT 1)",
  "DROP TABLE doubts",
];

test("a server that has to bring its database up to date does so, and serves what was in it", async () => {
  await leeway.kill("SIGTERM");
  change(...undoLastStep);
  await leeway.start();
  expect(await leeway.api("GET", `/runs/${runId}`)).toMatchObject({ id: runId, status: "succeeded" });
});

test("one whose update fails ends with the exit code 1 and says why", async () => {
  await leeway.kill("SIGTERM");
  change(...undoLastStep, "ALTER TABLE attention RENAME TO elsewhere");
  const env = { PATH: process.env["PATH"] ?? "", PORT: "0", LEEWAY_DATA_DIR: leeway.data };
  const child = spawn(process.execPath, [serverFile], { env });
  let said = "";
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const code = await new Promise((resolve) => child.once("exit", resolve));
  expect(code).toBe(1);
  expect(said).toContain("no such table: attention");
});
