import { describe, expect, test } from "vitest";
import { createIntl } from "react-intl";
import type { JsonObject, StepState } from "@leeway/engine";
import { catalogue, demoWorkflow } from "@leeway/nodes";
import { en } from "../../messages/en/all.js";
import type { RunFacts } from "../facts.js";
import { didWhat } from "./did-what.js";

const demo = demoWorkflow("en", "c");
const intl = createIntl({ locale: "en", messages: en });
const node = (id: string) => demo.nodes.find((one) => one.id === id);
const facts: RunFacts = {
  t: (id, values) => intl.formatMessage({ id }, values),
  locale: "en",
  say: {
    number: String,
    money: String,
    moment: String,
    more: (count: number) => `and ${count} more`,
    yes: "yes",
    no: "no",
  },
  node,
  name: (id) => node(id)?.name ?? id,
  definition: (id) => catalogue.get(node(id)?.type ?? ""),
  credential: () => undefined,
  tell: () => ({ message: "" }),
  whose: () => undefined,
  readers: () => [],
};
const person = "690000000000000000000010";
const step = (nodeId: string, change: Partial<StepState>): StepState => ({
  key: nodeId,
  nodeId,
  status: "succeeded",
  attempts: 1,
  ...change,
});

describe("what a step did", () => {
  const input: JsonObject = { personId: person, offerId: "5e3c357bf04b1f000c27b83a" };
  test("names whom the run knows by an id, and a variable where nothing is known of an id", () => {
    const whose = (id: string) => (id === person ? "Олена" : undefined);
    expect(didWhat(step("newOrder", { input }), { ...facts, whose })).toBe("Order of site_offer for Олена");
  });
  test("tells the end of an id that nobody has named", () =>
    expect(didWhat(step("newOrder", { input }), facts)).toBe("Order of site_offer for …000010"));
  test("tells a step without values yet as it is drawn, not as a sentence with holes", () => {
    expect(didWhat(step("newOrder", { status: "waiting" }), facts)).toBe(
      "Order of site_offer for Add to Leeloo or Find by phone",
    );
    expect(didWhat(step("find", { status: "waiting" }), facts)).toBe("Find people phone");
  });
  test("calls a workflow that it has started as it was called when it was chosen", () => {
    const workflowId = "wf_01a203f7-9f68-7e09-9533-b61f8328560c";
    const calls = { id: "call", type: "logic.workflow", params: { workflowId }, position: { x: 0, y: 0 } };
    const named = { ...calls, labels: { workflowId: { [workflowId]: "Send the receipt" } } };
    const definition = () => catalogue.get("logic.workflow");
    const called = step("call", { status: "waiting", input: { workflowId, wait: true } });
    expect(didWhat(called, { ...facts, node: () => named, definition })).toBe("Run Send the receipt");
    expect(didWhat(called, { ...facts, node: () => calls, definition })).toMatch(/^Run …/);
  });
  test("tells a condition as it is asked", () =>
    expect(didWhat(step("known", {}), facts)).toBe("If Find by phone is not empty"));
});
