// The floor: a bare Fastify handler that commits one SQLite insert per request, in the same durability mode and with the
// same group commit as Leeway, which is the server's own: a copy did not follow when that one changed. Its own process, so
// that it shares nothing with the load.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import fastify from "fastify";
import { WriterQueue } from "../../apps/server/dist/adapters/database/writer-queue.js";

const db = new Database(join(mkdtempSync(join(tmpdir(), "leeway-floor-")), "floor.db"));
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec("CREATE TABLE event (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL)");
const insert = db.prepare("INSERT INTO event (at, body) VALUES (?, ?)");
const queue = new WriterQueue(db);
const write = (body) => queue.write(() => insert.run(Date.now(), body), { undoesItself: true });

const app = fastify();
app.post("/", async (request) => {
  await write(JSON.stringify(request.body));
  return { ok: true };
});
await app.listen({ port: Number(process.env.PORT), host: "127.0.0.1" });
