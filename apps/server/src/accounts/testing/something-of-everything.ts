import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../../testing/eventually.js";
import type { WholeServer } from "../../testing/whole-server.js";

/** A request by its route, `GET /api/v1/me`, with the headers that say who asks. */
export type Ask = (route: string, headers: Record<string, string>, body?: unknown) => Promise<Response>;

export function askAt(url: string, ...[route, headers, body]: Parameters<Ask>): Promise<Response> {
  const [method = "", path = ""] = route.split(" ");
  return fetch(url + path, {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(5_000),
  });
}
const json = async (answer: Promise<Response>) => (await (await answer).json()) as Record<string, unknown>;
export const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

/** Makes something of everything in the first workspace, and answers its ids by the resource in the address. */
export async function collectTheirs(
  server: WholeServer,
  theirKey: string,
  myKey: string,
): Promise<Record<string, string>> {
  const theirs: Record<string, string> = {};
  const ask: Ask = (...request) => askAt(server.url, ...request);
  for (const resource of ["credentials", "workflows", "limits", "api-keys"]) {
    const list = await json(ask(`GET /api/v1/${resource}`, bearer(theirKey)));
    theirs[resource] = (list["items"] as { id: string }[])[0]?.id ?? "";
  }
  const { handle } = server.platform.database;
  theirs["members"] = handle.prepare("SELECT id FROM users WHERE id <> 'user_2'").pluck().get() as string;
  theirs["workspaces"] = handle.prepare("SELECT id FROM workspaces WHERE id <> 'ws_2'").pluck().get() as string;
  theirs["labels"] = String((await json(ask("POST /api/v1/labels", bearer(theirKey), { name: "Theirs" })))["id"]);
  const labels = { labels: [theirs["labels"]] };
  await ask(`PUT /api/v1/workflows/${theirs["workflows"]}/labels`, bearer(theirKey), labels);
  theirs["invitations"] = "link_theirs";
  await server.platform.database.queue.write((db) =>
    db.exec(`INSERT INTO one_use_links VALUES ('link_theirs', 'hash', 'invitation', 'third@example.com', 1, 8e15, NULL);
      INSERT INTO invitations SELECT 'link_theirs', workspace_id, 'viewer', user_id, NULL FROM memberships
        WHERE workspace_id <> 'ws_2'`),
  );
  theirs["auth"] = "a session of theirs";
  await server.platform.database.queue.write((db) =>
    db
      .prepare(
        `INSERT INTO sessions (id_hash, user_id, workspace_id, created_at, last_seen_at)
         SELECT ?, user_id, workspace_id, @now, @now FROM memberships WHERE user_id <> 'user_2'`,
      )
      .run(theirs["auth"], { now: Date.now() }),
  );
  const hub = await json(ask("GET /api/v1/leeloo-hub", bearer(theirKey)));
  const path = new URL(String(hub["url"])).pathname;
  theirs["leeloo-events"] = String((await json(ask(`POST ${path}`, {}, { type: "ORDER", data: {} })))["eventId"]);
  // Their own address is made at the first look.
  await ask("GET /api/v1/leeloo-hub", bearer(myKey));
  const variables = { items: [{ name: "their_lgt", type: "text", value: "x" }] };
  await ask("PUT /api/v1/variables", bearer(theirKey), variables);
  theirs["variables"] = "their_lgt";
  await ask("PUT /api/v1/fields", bearer(theirKey), { items: [{ name: "their_city", type: "text" }] });
  theirs["fields"] = "their_city";
  // Anything that a run names can be asked for as a person.
  theirs["people"] = "5e1f119d6c384804b31e9999";
  const payload = { body: { name: "Olena", person_id: theirs["people"] } };
  const run = await json(ask(`POST /api/v1/workflows/${theirs["workflows"]}/runs`, bearer(theirKey), { payload }));
  theirs["runs"] = String(run["runId"]);
  theirs["files"] = await makeTheirFile(server, theirs["runs"]);
  // The sandbox is off here: no delivery of it is anybody's.
  theirs["sandbox"] = "no-delivery";
  await server.platform.database.queue.write((db) =>
    db.exec(`INSERT INTO run_jobs (id, workspace_id, action, wish, request_key, cursor, upto, count, done, refused, created_at, finished_at) SELECT 'job_theirs', id, 'cancel', '{"action":"cancel"}', NULL, '', '', 1, 0, 0, 0, 0
      FROM workspaces WHERE id <> 'ws_2'`),
  );
  theirs["run-jobs"] = "job_theirs";
  // As long as it goes on, it changes the database by itself.
  const ended = async () => (await json(ask(`GET /api/v1/runs/${theirs["runs"]}`, bearer(theirKey))))["finishedAt"];
  await eventually("the run's end", ended);
  return theirs;
}

/** A file that came with their run. */
async function makeTheirFile({ platform }: WholeServer, runId: string): Promise<string> {
  const id = `file_${"x".repeat(32)}`;
  const { database, settings } = platform;
  const folder = join(settings.environment.LEEWAY_DATA_DIR, "uploads");
  mkdirSync(folder);
  writeFileSync(join(folder, id), "theirs");
  await database.queue.write((db) =>
    db
      .prepare("INSERT INTO uploads SELECT ?, id, ?, 'a.txt', 'text/plain', 6, 0 FROM workspaces WHERE id <> 'ws_2'")
      .run(id, runId),
  );
  return id;
}

/** Everything but who is signed in and when a key was used last. */
export function everything({ platform }: WholeServer): string {
  const { handle } = platform.database;
  const tables = handle.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[];
  const kept = tables.filter((name) => name !== "sessions" && name !== "api_keys");
  return JSON.stringify(kept.map((name) => [name, handle.prepare(`SELECT * FROM "${name}"`).all()]));
}
