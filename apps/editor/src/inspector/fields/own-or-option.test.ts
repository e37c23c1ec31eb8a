import { expect, test } from "vitest";
import { catalogue } from "@leeway/nodes";
import { readyAnswer } from "./own-or-option.js";

const recording = catalogue.get("leeloo.call.create")?.params.find(({ name }) => name === "record_link");
if (!recording) throw new Error("no recording");

test("a recording that is not there is a choice, and the same as nothing written", () => {
  expect(readyAnswer(recording, "NOT_DEFINED")?.title.en).toBe("No recording");
  expect(readyAnswer(recording, undefined)?.title.uk).toBe("Без запису");
  expect(readyAnswer(recording, "https://example.com/a.mp3")).toBeUndefined();
  expect(readyAnswer(recording, "{{ trigger.body.record }}")).toBeUndefined();
});
