import { expect, test } from "vitest";
import { PinnedDocuments } from "../adapters/run-store/pinned-documents.js";
import { documentOf } from "./workflow.rows.js";

test("a name that was kept before names had a bound keeps neither people from the draft nor a run from going on", () => {
  const name = "n".repeat(5_000);
  const text = JSON.stringify({ schemaVersion: 1, name });
  expect(documentOf(text).name).toBe(name);
  expect(new PinnedDocuments(() => text).get("doc")?.name).toBe(name);
});
