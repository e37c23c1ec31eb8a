import "reflect-metadata";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askAt, bearer } from "../accounts/testing/something-of-everything.js";
import { startWhole, type WholeServer } from "../testing/whole-server.js";

const key = "key-of-the-workspace";
let server: WholeServer;
beforeAll(async () => {
  const owner = { LEEWAY_OWNER_EMAIL: "first@example.com", LEEWAY_OWNER_PASSWORD: "a password of theirs" };
  server = await startWhole({ ...owner, LEEWAY_API_KEY: key }, null, () => {});
});
afterAll(() => server.close());

interface Told {
  what: string;
  status: number;
  body: unknown;
}

async function ask(route: string, body?: unknown) {
  const answer = await askAt(server.url, route.replace(" ", " /api/v1"), bearer(key), body);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

/** What does not depend on how steps are called. */
const plainOf = (body: unknown, name: string): unknown =>
  JSON.parse(
    JSON.stringify(body)
      .replaceAll(name, "name")
      .replaceAll(/"(wf|run|doc)_[^"]*"/g, '"id"')
      .replaceAll(/"\d{4}-\d\d-\d\dT[^"]*"/g, '"time"'),
  );

/** All that somebody does with a workflow whose trigger and step have this name, and what Leeway answers. */
async function story(name: string): Promise<Told[]> {
  const told: Told[] = [];
  const tell = async (what: string, route: string, body?: unknown) => {
    const answer = await ask(route, body);
    told.push({ what, status: answer.status, body: plainOf(answer.body, name) });
    return answer.body;
  };
  const at = { x: 0, y: 0 };
  const fields = [{ name: "all", value: `{{ trigger }}` }];
  const document = {
    schemaVersion: 1,
    name: `About ${name}`,
    nodes: [
      { id: "in", type: "trigger.manual", name: "In", position: at, params: {} },
      { id: name, type: "logic.set", name: "Set", position: at, params: { fields } },
      { id: "last", type: "logic.set", name: "Last", position: at, params: { fields } },
    ],
    edges: [
      { id: "e1", source: "in", sourceHandle: "main", target: name },
      { id: "e2", source: name, sourceHandle: "main", target: "last" },
    ],
    notes: [],
    settings: {},
  };
  const { id } = await tell("make", "POST /workflows", { document });
  const workflow = `/workflows/${String(id)}`;
  await tell("check", `POST ${workflow}/validate`, {});
  await tell("samples", `GET ${workflow}/samples`);
  await tell("forecast", `POST ${workflow}/forecast`, {});
  for (const wish of [{ payload: { a: 1 } }, { upTo: "last" }, { only: "last" }, { only: name }, { node: name }]) {
    const { runId } = await tell(`run ${JSON.stringify(wish).replaceAll(name, "name")}`, `POST ${workflow}/runs`, wish);
    if (typeof runId !== "string") continue;
    await expect.poll(async () => (await ask(`GET /runs/${runId}`)).body["finishedAt"]).not.toBeNull();
    const { body } = await ask(`GET /runs/${runId}/steps`);
    const steps = (body["items"] as { key: string; status: string; output: unknown }[]).map((step) => ({
      key: step.key,
      status: step.status,
      output: step.output,
    }));
    told.push({ what: "steps", status: 200, body: plainOf(steps, name) });
  }
  const trigger = { ...document, nodes: [{ ...document.nodes[0], id: name }], edges: [] };
  const alone = await ask("POST /workflows", { document: trigger });
  const { runId } = await tell("run its trigger", `POST /workflows/${String(alone.body["id"])}/runs`, {});
  await expect.poll(async () => (await ask(`GET /runs/${String(runId)}`)).body["finishedAt"]).not.toBeNull();
  await tell("what it gave", `GET /runs/${String(runId)}/steps/${encodeURIComponent(name)}`);
  return told;
}

test.each(["constructor", "toString", "hasOwnProperty", "valueOf"])(
  "a step called as what every object inherits, %s, is a step like any other",
  async (name) => {
    expect(await story(name)).toEqual(await story("ordinary"));
  },
);
