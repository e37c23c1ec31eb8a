import { onTestFinished } from "vitest";
import { Sandbox, type SandboxOptions } from "../sandbox.js";
import { serveSandbox } from "../serve.js";
import type { JsonObject } from "../state.js";

/** The ids that `packages/nodes/src/demo.ts` counts on. */
export const demo = {
  leadgentool: "5e1f119d6c384804b31e945e",
  paymentCredits: "5e3c3533f04b1f000c27b534",
  offer: "5e3c357bf04b1f000c27b83a",
  tagSiteOrder: "595f5d522a934035decc093d",
  tagVip: "595f5d522a934035decc093e",
};

/** What came back over HTTP. `json` is empty where the body was none. */
export interface Came {
  status: number;
  type: string;
  text: string;
  json: { status?: number; message?: string; data?: any; meta?: any; included?: any; linked?: any };
}

/** A sandbox behind a real port until the test ends, with a client that carries the token. */
export async function served(options: SandboxOptions = {}) {
  const sandbox = new Sandbox(options);
  const server = await serveSandbox(sandbox);
  onTestFinished(() => server.close());
  const send = async (method: string, path: string, body?: JsonObject | string, headers = {}): Promise<Came> => {
    const answer = await fetch(`${server.origin}/api/v2${path}`, {
      method,
      headers: { "x-leeloo-authtoken": "sandbox", "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const type = answer.headers.get("content-type") ?? "";
    const json = type.startsWith("application/json") ? JSON.parse(text) : {};
    return { status: answer.status, type, text, json };
  };
  const add = async (fields: JsonObject = {}) => {
    const { json } = await send("POST", "/people", { name: "Олена", leadgentool_id: demo.leadgentool, ...fields });
    return json.data as { id: string; person_id: string };
  };
  return { sandbox, origin: server.origin, send, add };
}

const always = "filter[last_message][from]=2000-01-01T00:00:00.000Z&filter[last_message][to]=2100-01-01T00:00:00.000Z";
/** A search of people, with the obligatory span of time. */
export const find = (filters: Record<string, string> = {}): string =>
  `/people?${always}&${new URLSearchParams(filters).toString()}`;
