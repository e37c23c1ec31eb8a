import { WorkerService } from "../../runs/worker.service.js";
import { settled } from "../../testing/eventually.js";
import { startWhole } from "../../testing/whole-server.js";
import { TroubleWatch } from "../trouble-watch.service.js";

const key = "key-of-the-workspace-0123456789";

export interface Node {
  id: string;
  type: string;
  params?: object;
  [more: string]: unknown;
}
/** The nodes one after another. */
export const chain = (name: string, nodes: Node[], more: object = {}) => ({
  schemaVersion: 1,
  name,
  nodes: nodes.map((node) => ({ position: { x: 0, y: 0 }, params: {}, ...node })),
  edges: nodes
    .slice(1)
    .filter((node) => node["parent"] === undefined)
    .map(({ id }, index) => {
      const handle = nodes[index]?.type === "logic.each" ? "done" : "main";
      return { id: `e${index}`, source: nodes[index]?.id, sourceHandle: handle, target: id };
    }),
  notes: [],
  settings: {},
  ...more,
});
export const byHand: Node = { id: "in", type: "trigger.manual" };
export const breaks: Node = {
  id: "break",
  type: "logic.stop",
  name: "Check stock",
  params: { status: "failed", message: "Nothing left" },
};

/** A server whose workflows fail, and others that hear of it. */
export async function openAlarms() {
  const environment = {
    LEEWAY_OWNER_EMAIL: "owner@example.com",
    LEEWAY_OWNER_PASSWORD: "a password of theirs",
    LEEWAY_API_KEY: key,
    LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
    LEEWAY_PUBLIC_URL: "https://leeway.example",
  };
  const server = await startWhole(environment, null, () => {});
  server.app.get(WorkerService).start();

  // oxlint-disable-next-line typescript/no-explicit-any -- answers are read by the tests, each with its own shape
  const api = async (method: string, path: string, body?: unknown): Promise<any> => {
    const answer = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.status === 204 ? undefined : answer.json();
  };
  async function publish(document: object): Promise<string> {
    const { id } = await api("POST", "/workflows", { document });
    const answer = await api("POST", `/workflows/${id}/publish`, {});
    if (!answer.version) throw new Error(JSON.stringify(answer));
    return id;
  }
  const failing = () => publish(chain("Orders", [byHand, breaks]));
  const settledRun = (runId: string) => settled(() => api("GET", `/runs/${runId}`));
  async function run(id: string, more: object = {}): Promise<string> {
    const { runId } = await api("POST", `/workflows/${id}/runs`, { payload: {}, ...more });
    await settledRun(runId);
    return runId;
  }
  const look = async () => {
    while (await server.app.get(TroubleWatch).look());
  };
  /** Who listens, and what each of its runs was told, oldest first. */
  async function listener(params: object = {}, more: Node[] = []) {
    const id = await publish(
      chain("Alarm", [
        { id: "alarm", type: "trigger.error", params },
        { id: "note", type: "logic.set", params: { fields: [] } },
        ...more,
      ]),
    );
    const told = async () => {
      await look();
      const { items } = await api("GET", `/runs?workflowId=${id}&limit=200`);
      const runs = await Promise.all(items.map((one: { id: string }) => api("GET", `/runs/${one.id}/steps/alarm`)));
      return runs.map(({ output }) => output).reverse();
    };
    return { id, told };
  }
  const sql = (text: string, ...values: unknown[]) => server.platform.database.handle.prepare(text).run(...values);
  const row = (id: string) =>
    server.platform.database.handle.prepare("SELECT * FROM trouble_listeners WHERE workflow_id = ?").get(id) as Record<
      string,
      unknown
    >;

  const close = async () => {
    await server.app.get(WorkerService).stop(1_000);
    await server.close();
  };
  return { app: server.app, api, publish, failing, settled: settledRun, run, look, listener, sql, row, close };
}
