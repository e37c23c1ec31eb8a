import type { Json } from "@leeway/engine";
import { Problem } from "../problems/problem.js";
import { answerHeaders } from "./answer-headers.js";
import type { Received } from "./hooks.service.js";

/** What the caller of a webhook is told of its run. */
export interface Told {
  status: number;
  /** Names in lower case. */
  headers: [name: string, value: string][];
  body: Json;
}

/** The request was taken all the same. */
export class RunFailed extends Problem {}

/**
 * What to say of a run.
 * @param wanted what the sender waits to hear where it is answered at once
 * @throws RunFailed
 */
export function toldOf({ runId, duplicate, answer }: Received, wanted: Json | undefined, publicUrl: string): Told {
  const headers: Told["headers"] = duplicate ? [["x-leeway-duplicate", "true"]] : [];
  const again = duplicate && { duplicate };
  if (!answer)
    return wanted === undefined
      ? { status: 202, headers, body: { runId, ...again } }
      : { status: 200, headers, body: wanted };
  switch (answer.kind) {
    case "failed":
      throw new RunFailed("run.failed", { runId }, undefined, { runId, ...again });
    case "later":
      return { status: 202, headers, body: { runId, url: `${publicUrl}/runs/${runId}`, ...again } };
    case "last":
      return { status: 200, headers, body: marked(answer.body, duplicate) };
    case "node":
      headers.push(...answerHeaders(answer.headers));
      return { status: answer.status, headers, body: marked(answer.body, duplicate) };
  }
}

function marked(body: Json, duplicate: boolean): Json {
  return duplicate && body !== null && typeof body === "object" && !Array.isArray(body) ? { ...body, duplicate } : body;
}

/** How a body goes out: a text as it is, everything else as JSON; nothing where there is none to send. */
export function contentOf({ status, body }: Pick<Told, "status" | "body">): { type: string; text: string } | undefined {
  if (body === null && status !== 200) return undefined;
  if (typeof body === "string") return { type: "text/plain; charset=utf-8", text: body };
  return { type: "application/json; charset=utf-8", text: JSON.stringify(body) };
}
