import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { resolveParams, type Json, type JsonObject, type StepOutcome } from "@leeway/engine";
import { catalogue } from "../index.js";
import { runners } from "../run.js";
import { listen, toolsFor, type FarEnd } from "../testing/listen.js";
import { referenceOperations as operations } from "./reference/table.js";

let leeloo: FarEnd;
beforeAll(async () => void (leeloo = await listen()));
afterAll(() => void leeloo.server.close());
beforeEach(() => void (leeloo.received.length = 0));

const now = Date.parse("2026-01-15T09:30:00Z");
const scope = { values: { now: new Date(now).toISOString() }, now, timezone: "Europe/Kyiv" };
/** Names that are ours: a list to look in, the form of the body, how many pages. Leeloo never sees them. */
const ours = new Set(["bodyFormat", "pages", "pageCount", "maxEntries"]);

function definitionOf(type: string) {
  const definition = catalogue.get(type);
  if (!definition) throw new Error(`${type} is not there`);
  return definition;
}

/** As the worker runs a step: the params resolved, then the runner, against a server that gives the answer. */
async function run(type: string, params: JsonObject, answer: JsonObject): Promise<StepOutcome> {
  leeloo.answer = { status: 200, body: JSON.stringify(answer) };
  const runner = runners.get(type);
  const resolved = resolveParams(definitionOf(type), params, scope);
  if (!runner || !resolved.ok) throw new Error(JSON.stringify(resolved));
  const secret = { type: "leelooToken", data: { token: "t0ken", baseUrl: `${leeloo.origin}/api/v2` } };
  return runner.run(resolved.params, toolsFor(secret), definitionOf(type));
}

test("every operation of the reference is a node, and there is no other", () => {
  expect(operations.length).toBe(30);
  const built = [...catalogue.keys()].filter((type) => type.startsWith("leeloo."));
  expect(built.toSorted()).toEqual(operations.map(({ type }) => type).toSorted());
});

describe.each(operations.map((operation) => [operation.type, operation] as const))("%s", (type, operation) => {
  const { method, url, body, form, answer, params } = operation;

  test("sends what the reference shows, and gives the answer on as it is", async () => {
    expect(await run(type, params, answer)).toEqual({ kind: "done", output: answer });
    expect(leeloo.received.length).toBe(1);
    const [sent] = leeloo.received;
    expect([sent?.method, decodeURIComponent(sent?.url ?? "")]).toEqual([method, `/api/v2${url}`]);
    expect(sent?.headers["x-leeloo-authtoken"]).toBe("t0ken");
    expect(sent?.headers.authorization).toBeUndefined();
    expect(sent?.headers["content-type"]).toBe(body && "application/json");
    expect(sent?.body === "" ? undefined : JSON.parse(sent?.body ?? "")).toEqual(body);
  });

  test("asks for the params of the reference by their names, and has its effect", () => {
    const definition = definitionOf(type);
    const helpers = definition.params.flatMap(({ optionsFrom }) => Object.values(optionsFrom?.from ?? {}));
    const inReference = new Set([...operation.required, ...operation.optional]);
    const own = definition.params.filter(({ name }) => {
      return inReference.has(name) || !(ours.has(name) || helpers.includes(name));
    });
    const names = (required: boolean) =>
      own.filter((one) => (one.required ?? false) === required).map((one) => one.name);
    expect(names(true).toSorted()).toEqual(operation.required.toSorted());
    expect(names(false).toSorted()).toEqual(operation.optional.toSorted());
    expect(definition.effect).toBe(operation.effect);
  });

  test("shows the reference's answer as its sample", () => {
    expect(definitionOf(type).sample).toEqual(answer);
  });

  test(form === undefined ? "offers no form" : "goes as a form where that is chosen", async () => {
    expect(definitionOf(type).params.some(({ name }) => name === "bodyFormat")).toBe(form !== undefined);
    if (form === undefined) return;
    await run(type, { ...params, bodyFormat: "form" }, answer);
    expect(leeloo.received[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    const pairs = [...new URLSearchParams(leeloo.received[0]?.body)];
    expect(pairs.map(([name, value]) => `${name}=${value}`).toSorted()).toEqual(form.split("&").toSorted());
  });
});

describe("what a person leaves as it is", () => {
  test("finds people of any time, so that a phone is enough", async () => {
    await run("leeloo.person.list", { "filter[phone]": "0966565556" }, {});
    const sent = new URL(leeloo.received[0]?.url ?? "", leeloo.origin).searchParams;
    expect(Object.fromEntries(sent)).toEqual({
      limit: "20",
      offset: "0",
      "filter[last_message][from]": "2000-01-01T00:00:00.000Z",
      "filter[last_message][to]": "2026-01-15T09:30:00.000Z",
      "filter[phone]": "0966565556",
    });
  });

  test.each<[string, string, Json]>([
    ["leeloo.call.create", "record_link", "NOT_DEFINED"],
    ["leeloo.order.create", "isNotifyAccount", "false"],
  ])("sends with %s %s as the reference names it", async (type, name, value) => {
    const { params = {}, answer = {} } = operations.find((one) => one.type === type) ?? {};
    const { [name]: _left, ...others } = params;
    await run(type, others, answer);
    expect(JSON.parse(leeloo.received[0]?.body ?? "")).toHaveProperty(name, value);
  });
});
