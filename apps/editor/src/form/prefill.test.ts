import { expect, test } from "vitest";
import type { JsonObject } from "@leeway/engine";
import { formFieldsOf } from "@leeway/nodes";
import { prefillOf } from "./prefill.js";

const first = (...fields: JsonObject[]) => prefillOf(formFieldsOf({ fields }));

test("an address that fills in a form shows an answer of the first field's kind", () => {
  expect(first({ name: "phone", kind: "phone" })).toBe("?phone=380671234567");
  expect(first({ name: "cv", kind: "file" }, { name: "course", kind: "choice", choices: "A 1\nB" })).toBe(
    "?course=A+1",
  );
  expect(first({ name: "cv", kind: "file" }, { name: "yes", kind: "consent" })).toBeUndefined();
});
