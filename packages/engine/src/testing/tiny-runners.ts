import type { Catalogue, ParamDefinition } from "../definition.js";
import { isObject, type Json } from "../json.js";
import type { HttpAnswer } from "../ports.js";
import type { Entry } from "./far-end.js";
import type { NodeRunner, Runners } from "../runner.js";
import type { StepOutcome } from "../run/outcome.js";
import { textOf } from "../params/kinds.js";
import { tinyCatalogue } from "./tiny-world.js";

const param = (name: string, kind: ParamDefinition["kind"]): ParamDefinition => ({
  name,
  kind,
  title: { en: name, uk: name, ru: name },
});
/**
 * `say` is sent or given out, `port` is the way taken, `bulk` makes an output of so many characters; `named` is looked up by name; `reads` calls that
 * only read, to `…/<step key>~`, come before the main one, of `read` after it.
 */
const params = [
  param("say", "json"),
  param("port", "text"),
  param("bulk", "number"),
  param("reads", "number"),
  param("named", "text"),
];

const loopParams: ParamDefinition[] = [
  { ...param("items", "json"), required: true },
  param("concurrency", "number"),
  param("onItemError", "text"),
  { ...param("collect", "json"), perItem: true },
];
/** `for`: what it waits for; `ms`: how long at most. */
const waitParams = [param("for", "text"), param("ms", "number"), param("opens", "number")];
const paramsOf: Record<string, ParamDefinition[]> = {
  each: loopParams,
  sleep: waitParams,
  /** Which one, what it is given, and whether its end is waited for. */
  run: [param("workflow", "workflow"), param("input", "json"), param("wait", "boolean")],
  /** For how long; without, for ever. */
  once: [param("key", "text"), param("ms", "number")],
  /** How long it computes. */
  code: [param("ms", "number")],
};

/** The tiny types as they can be performed: with params, and for actions a credential if one is named. */
export const runnableCatalogue: Catalogue = new Map(
  [...tinyCatalogue].map(([type, definition]) => [
    type,
    {
      ...definition,
      params: paramsOf[type] ?? params,
      ...(definition.kind === "action" && { credential: { types: ["token"], optional: true } }),
    },
  ]),
);

function compute(type: string): NodeRunner {
  return {
    type,
    run: (given): StepOutcome => {
      if (given["say"] === "explode") throw new Error("a runner with a fault");
      if (given["say"] === "stop") return { kind: "done", output: null, ends: "succeeded" };
      const port = typeof given["port"] === "string" ? given["port"] : "main";
      return { kind: "done", output: given["say"] ?? null, port };
    },
  };
}

function act(type: string): NodeRunner {
  return {
    type,
    run: async (given, tools): Promise<StepOutcome> => {
      const token = tools.secret?.data["token"];
      const headers: Record<string, string> = typeof token === "string" ? { authorization: token } : {};
      const url = `https://far.example/${tools.stepKey}`;
      const body = JSON.stringify(given["say"] ?? null);
      if (typeof given["named"] === "string") tools.lookedUp?.(given["named"]);
      const reads = typeof given["reads"] === "number" ? given["reads"] : 0;
      const main = () => tools.http({ method: "POST", url, headers, body });
      const first = type === "read" ? await main() : undefined;
      if (first && !isOk(first)) return failure(first, token);
      for (let done = 0; done < reads; done++) {
        const answer = await tools.read({ method: "GET", url: `${url}~`, headers });
        if (!isOk(answer)) return failure(answer, token);
        tools.progress(done + 1, reads);
      }
      const answer = first ?? (await main());
      if (given["say"] === "explode") throw new Error("a runner with a fault");
      return isOk(answer) ? { kind: "done", output: outputOf(given, token) } : failure(answer, token);
    },
  };
}

const isOk = (answer: HttpAnswer) => answer.kind === "answered" && answer.status === 200;

function failure(answer: HttpAnswer, token: Json | undefined): StepOutcome {
  if (answer.kind === "answered")
    return {
      kind: "failed",
      error: { code: "service.rejected", values: { status: answer.status, token: token ?? null } },
      cause: { kind: "status", status: answer.status },
    };
  return { kind: "failed", error: answer.error, cause: { kind: answer.kind === "refused" ? "final" : answer.kind } };
}

function outputOf(given: Readonly<Record<string, Json>>, token: Json | undefined): Json {
  if (typeof given["bulk"] === "number") return "x".repeat(given["bulk"]);
  return { said: given["say"] ?? null, ...(token !== undefined && { token }) };
}

/** Like `create`, and what it does can be read afterwards: by the words, for nothing else tells one from another. */
const post: NodeRunner = {
  ...act("post"),
  settle: async ({ say }, { read, secret, sentAt }) => {
    const token = secret?.data["token"];
    const headers: Record<string, string> = typeof token === "string" ? { authorization: token } : {};
    const answer = await read({ method: "GET", url: "https://far.example/entries?", headers });
    if (answer.kind !== "answered" || answer.status !== 200) return failure(answer, token) as never;
    const since = (JSON.parse(answer.body) as Entry[]).filter(({ at }) => at >= sentAt);
    const matches = since.filter(({ body }) => body === JSON.stringify(say ?? null));
    return {
      matches: matches.map((one) => ({ id: one.id, output: { found: one.id }, seen: one.id })),
      seen: since.filter((one) => !matches.includes(one)).map(({ id }) => id),
    };
  },
  mark: ({ say }) => JSON.stringify(say ?? null),
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Waits for the time, a call or a person's word; without `ms` for ever. With `opens` for the hour of a day that begins then. */
const sleep: NodeRunner = {
  type: "sleep",
  run: (given, { now }): StepOutcome => {
    const { opens } = given;
    if (typeof opens === "number") {
      const since = (now + DAY - opens) % DAY;
      if (since < HOUR) return { kind: "done", output: { at: now } };
      return { kind: "wait", for: "time", until: now - since + DAY, asksAgain: true };
    }
    const as = given["for"] === "callback" || given["for"] === "approval" ? given["for"] : "time";
    return { kind: "wait", for: as, until: typeof given["ms"] === "number" ? now + given["ms"] : null };
  },
};

/** Runs another workflow and goes on with its end, or side by side with it. */
const run: NodeRunner = {
  type: "run",
  run: async ({ workflow, input, wait }, { child }) => {
    const begin = () => child.start(textOf(workflow ?? null), isObject(input) ? input : {}, wait !== false);
    const started = child.runId === undefined ? await begin() : { runId: child.runId };
    if ("error" in started) return { kind: "failed", error: started.error, cause: { kind: "final" } };
    const { runId: childRunId } = started;
    if (wait === false) return { kind: "done", output: { runId: childRunId } };
    const ended = await child.outcome(childRunId);
    if (!ended) return { kind: "wait", for: "run", until: null, childRunId };
    if (ended.status === "succeeded") return { kind: "done", output: ended.output };
    return { kind: "failed", error: { code: "workflow.failed", values: {} }, cause: { kind: "final" } };
  },
};

/** Lets the same through once. */
const once: NodeRunner = {
  type: "once",
  run: async ({ key, ms }, tools) => {
    const { first } = await tools.once(textOf(key ?? null), typeof ms === "number" ? ms : undefined);
    return { kind: "done", output: { first }, port: first ? "first" : "repeat" };
  },
};

/** Computes elsewhere. */
const code: NodeRunner = {
  type: "code",
  run: async ({ ms }, tools) => {
    const done = await tools.code({ source: "", input: {}, timeoutMs: Number(ms), memoryMb: 1 });
    if (done.ok) return { kind: "done", output: done.output };
    return { kind: "failed", error: done.error, cause: { kind: "final" } };
  },
};

export const tinyRunners: Runners = new Map(
  [sleep, run, once, code, compute("set"), compute("if"), act("read"), act("put"), act("create"), post].map(
    (runner) => [runner.type, runner],
  ),
);
