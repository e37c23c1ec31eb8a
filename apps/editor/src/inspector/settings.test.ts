import { describe, expect, test } from "vitest";
import type { WorkflowDocument } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { setOnError, withRetry } from "./settings.js";
import { shownParams } from "./shown.js";

const document: WorkflowDocument = {
  schemaVersion: 1,
  name: "w",
  nodes: [{ id: "a", type: "http.request", position: { x: 0, y: 0 }, params: {}, onError: "branch" }],
  edges: [
    { id: "e1", source: "a", sourceHandle: "main", target: "b" },
    { id: "e2", source: "a", sourceHandle: "error", target: "c" },
  ],
  notes: [],
  settings: {},
};

describe("settings of a step", () => {
  test("leave nothing behind when everything is as the definition says", () => {
    expect(withRetry({ maxAttempts: 3 }, "maxAttempts", undefined)).toBeUndefined();
    expect(withRetry(undefined, "backoffSeconds", 0)).toEqual({ backoffSeconds: 0 });
    expect(setOnError("a", "stop")(document).nodes[0]).not.toHaveProperty("onError");
  });
  test("take the links of the error way along when it closes", () => {
    expect(setOnError("a", "continue")(document).edges.map(({ id }) => id)).toEqual(["e1"]);
    expect(setOnError("a", "branch")(document).edges).toHaveLength(2);
  });
});

describe("params of a request", () => {
  const names = (params: Parameters<typeof shownParams>[1]) => {
    const definition = catalogue.get("http.request");
    return definition ? shownParams(definition, params).map(({ name }) => name) : [];
  };
  test("ask for a body only where the method has one", () => {
    expect(names({})).not.toContain("body");
    expect(names({ method: "POST" })).toContain("body");
    expect(names({ method: "POST", bodyFormat: "none" })).not.toContain("body");
  });
  test("that hang on a formula are shown", () => {
    expect(names({ method: "{{ vars.method }}" })).toContain("body");
  });
});
