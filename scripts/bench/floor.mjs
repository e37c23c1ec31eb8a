// The floor: a bare Fastify handler that commits one SQLite insert per request, in the same durability mode and with the
// same group commit as Leeway. Its own process, so that it shares nothing with the load.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import fastify from "fastify";

const db = new Database(join(mkdtempSync(join(tmpdir(), "leeway-floor-")), "floor.db"));
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec("CREATE TABLE event (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL)");
const insert = db.prepare("INSERT INTO event (at, body) VALUES (?, ?)");
const begin = db.prepare("BEGIN IMMEDIATE");
const commit = db.prepare("COMMIT");

let waiting = [];
function flush() {
  const batch = waiting;
  waiting = [];
  begin.run();
  for (const { body } of batch) insert.run(Date.now(), body);
  commit.run();
  for (const { done } of batch) done();
}
const write = (body) =>
  new Promise((done) => {
    if (waiting.push({ body, done }) === 1) setImmediate(flush);
  });

const app = fastify();
app.post("/", async (request) => {
  await write(JSON.stringify(request.body));
  return { ok: true };
});
await app.listen({ port: Number(process.env.PORT), host: "127.0.0.1" });
