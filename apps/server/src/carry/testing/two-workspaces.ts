import type { ImportReport, WorkspaceFile } from "@leeway/api";
import { expect } from "vitest";
import { openSession } from "../../accounts/sessions.service.js";
import { AuditModule } from "../../audit/audit.module.js";
import { served, type Answer } from "../../credentials/testing/served.js";
import { CarryModule } from "../carry.module.js";

/** Of a credential of the first workspace. */
export const SECRET = "token-that-nobody-may-read";

type Workspace = "ws_1" | "ws_2";

/** A document of these steps, drawn nowhere in particular. */
export const documentOf = (name: string, ...nodes: object[]) => ({
  schemaVersion: 1,
  name,
  nodes,
  edges: [],
  notes: [],
  settings: {},
});

/** A server with two workspaces, in both of which Anna is an admin: what is taken along goes from the first to the second. */
export async function twoWorkspaces() {
  const server = await served([CarryModule, AuditModule]);
  const token = await server.platform.database.queue.write((db) => {
    db.exec(`INSERT INTO users (id, email, name, locale, password_hash, created_at)
      VALUES ('user_2', 'a@example.com', 'Anna', 'en', '', 0)`);
    for (const id of ["ws_1", "ws_2"])
      db.prepare("INSERT INTO memberships (workspace_id, user_id, role) VALUES (?, 'user_2', 'admin')").run(id);
    return openSession(db, "user_2", "ws_2", Date.now(), { address: "::1", userAgent: null });
  });
  const call = (method: string, path: string, body?: unknown, workspace: Workspace = "ws_1") =>
    server.call(method, `/api/v1${path}`, { body, workspace });
  const send = async (method: string, path: string, body?: string | Buffer) => {
    const headers = { cookie: `leeway=${token}`, origin: server.origin, "x-leeway-workspace": "ws_2" };
    const answer = await fetch(`${server.origin}/api/v1${path}`, {
      method,
      headers: { ...headers, "content-type": "application/json" },
      ...(body !== undefined && { body: typeof body === "string" ? body : new Uint8Array(body) }),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const save = async (name: string, ...nodes: object[]): Promise<string> =>
    (await call("POST", "/workflows", { document: documentOf(name, ...nodes) })).body.id;
  return {
    server,
    call,
    save,
    /** A body as it is, as the person, in the second workspace. */
    send,
    /** As the person, in the second workspace: settings are not for API keys. */
    asPerson: async (method: string, path: string, body?: unknown): Promise<Answer> => {
      const { status, text } = await send(method, path, body === undefined ? undefined : JSON.stringify(body));
      return { status, text, body: JSON.parse(text) };
    },
    exported: async (workspace: Workspace = "ws_1"): Promise<WorkspaceFile> =>
      (await call("GET", "/workspace/export", undefined, workspace)).body,
    imported: async (file: unknown, rest: object = {}): Promise<ImportReport> => {
      const answer = await call("POST", "/workspace/import", { file, ...rest }, "ws_2");
      expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
      return answer.body;
    },
    refused: async (file: unknown, rest: object = {}) => {
      const { status, body } = await call("POST", "/workspace/import", { file, ...rest }, "ws_2");
      return { status, code: body.code, errors: body.errors as { path: string; message: string }[] };
    },
    /** Something of everything in the first, with workflows that use credentials and one another. */
    fill: async (): Promise<{ credential: string; called: string }> => {
      const { body: label } = await call("POST", "/labels", { name: "Shop", color: "teal" });
      await call("PUT", "/variables", { items: [{ name: "site", type: "url", value: "https://shop.example" }] });
      await call("PUT", "/fields", {
        items: [
          { name: "city", type: "text", default: "Kyiv" },
          { name: "age", type: "number" },
        ],
      });
      await call("PUT", "/privacy", { maskedFields: ["passport"] });
      await call("PUT", "/retention", { succeeded: { days: 7, count: 50 }, failed: { days: 14, count: 70 } });
      const { body: bearer } = await call("POST", "/credentials", {
        type: "httpBearer",
        name: "Shop API",
        data: { token: SECRET, allowedHosts: ["shop.example"] },
      });
      const sandbox = { token: "x", baseUrl: "sandbox:" };
      await call("POST", "/credentials", { type: "leelooToken", name: "Sandbox", data: sandbox });
      const called = await save("Called", { id: "in", type: "trigger.workflow", params: {} });
      const caller = await save(
        "Caller",
        { id: "in", type: "trigger.manual", params: {} },
        { id: "ask", type: "http.request", credential: bearer.id, params: { url: "{{ vars.site }}" } },
        {
          id: "run",
          type: "logic.workflow",
          params: { workflowId: called },
          labels: { workflowId: { [called]: "Called" } },
        },
        { id: "hear", type: "trigger.error", params: { which: "chosen", workflows: [called] } },
      );
      await call("PUT", `/workflows/${caller}/labels`, { labels: [label.id] });
      await call("PUT", `/workflows/${caller}/samples`, { nodeId: "in", payload: { phone: "+380501234567" } });
      return { credential: bearer.id, called };
    },
    close: () => server.close(),
  };
}
export type TwoWorkspaces = Awaited<ReturnType<typeof twoWorkspaces>>;

/** Without what differs between two workspaces that are the same: ids by the order in which they stand. */
export const plain = ({ exportedAt: _at, ...file }: WorkspaceFile) => {
  const ids = [...file.credentials, ...file.workflows].map(({ id }) => id);
  return JSON.parse(ids.reduce((text, id, index) => text.replaceAll(id, `id${index}`), JSON.stringify(file)));
};
