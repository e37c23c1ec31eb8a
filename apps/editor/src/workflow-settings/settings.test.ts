import { describe, expect, test } from "vitest";
import type { WorkflowDocument } from "@leeway/engine";
import { setConcurrency, setSettings } from "./settings.js";

const document: WorkflowDocument = { schemaVersion: 1, name: "W", nodes: [], edges: [], notes: [], settings: {} };

describe("settings of a workflow", () => {
  test("a setting is set, and taken out again without a trace", () => {
    const bulk = setSettings({ lane: "bulk" })(document);
    expect(bulk.settings).toEqual({ lane: "bulk" });
    expect(Object.keys(setSettings({ lane: undefined })(bulk).settings)).toEqual([]);
    expect(document.settings).toEqual({});
  });

  test("what other programs keep in the settings stays", () => {
    const other = { ...document, settings: { colour: "red", timezone: "Europe/Kyiv" } };
    expect(setSettings({ timezone: undefined })(other).settings).toEqual({ colour: "red" });
  });

  test("the first word about runs at a time brings the harmless rest along", () => {
    expect(setConcurrency({ limit: 5 })(document).settings).toEqual({ concurrency: { limit: 5, policy: "queue" } });
  });

  test("a key that is emptied is none", () => {
    const keyed = setConcurrency({ key: "{{ trigger.body.phone }}" })(document);
    expect(keyed.settings.concurrency?.key).toBe("{{ trigger.body.phone }}");
    expect(setConcurrency({ key: " " })(keyed).settings).toEqual({ concurrency: { limit: 1, policy: "queue" } });
  });
});
