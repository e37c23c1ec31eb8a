import { amount, patience } from "@leeway/engine/testing";
import { afterAll, beforeAll, describe, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { Leeway } from "./leeway.js";
import { apiRoutes, Volley, type Target } from "./volley.js";

const REQUESTS = { short: 2_000, long: 100_000 };
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Of its own: what rubbish at webhooks leaves behind is tens of thousands of runs, which a full key may have walked through. */
const leeway = new Leeway();
let volley: Volley;
const names = ["the API with a key", "the API of a stranger, and pages"] as const;
/** Each is tried: the compiler knows of no other one. */
const surfaces = {} as Record<(typeof names)[number], Target>;

beforeAll(async () => {
  await leeway.start();
  volley = new Volley(leeway);
  const nodes = [node("in", "trigger.manual"), node("wait", "logic.wait", { mode: "callback" })];
  const waiting = await leeway.publish(document("Wait", nodes, chain("in", "wait")));
  const spare = await leeway.api("POST", "/workflows", { document: document("Spare", [], []) });
  const runs = [1, 2, 3].map(() => leeway.api("POST", `/workflows/${waiting.id}/runs`, {}));
  const parts = {
    id: [waiting.id, spare.id, ...(await Promise.all(runs)).map(({ runId }) => String(runId))],
    key: ["wait", "in", "on[0]"],
    version: ["1", "2"],
    nodeType: ["leeloo.person.addTag", "logic.set"],
    param: ["tag_id", "fields"],
  };
  const fields = ["document", "revision", "name", "payload", "as", "approved", "items", "data", "type", "nodeId"];
  const routes = await apiRoutes(leeway);
  surfaces["the API with a key"] = {
    methods,
    // A real sign-in costs a tenth of a second by intent, and is throttled: it has tests of its own.
    routes: routes.filter(([, path]) => !/\/auth\/(sign-in|setup|password)$/.test(path)),
    parts,
    names: fields,
    as: { authorization: leeway.authorization },
  };
  const any = [...methods, "OPTIONS", "HEAD"];
  const pages = ["/", "/runs/:id", "/:page/:page", "/sandbox/leeloo/api/v2/:page", "/health/:page"];
  surfaces["the API of a stranger, and pages"] = {
    methods,
    routes: [...routes, ...pages.flatMap((path) => any.map((method) => [method, path] as const))],
    parts,
    names: ["email", "password", "code", ...fields],
  };
});
afterAll(async () => {
  await volley.close();
  await leeway.close();
});

describe.each(names)("rubbish for %s", (name) => {
  test(
    "is refused or taken, never a fault of ours, and leaves nothing behind in memory",
    () => volley.at(name, surfaces[name], amount(REQUESTS)),
    patience(REQUESTS),
  );
});
