import { describe, expect, test } from "vitest";
import { valueTypes, type Field } from "@leeway/api";
import { customValuesOf, freshValue, unusedFields, valueParam } from "./custom-fields.js";

const title = { en: "Fields", uk: "", ru: "" };
const param = { name: "custom_fields", kind: "customFields" as const, title };
const phone: Field = { name: "second_phone", type: "phone" };
const city: Field = { name: "city", type: "text" };

describe("a person's custom fields", () => {
  test("are sent with their type in Leeloo's own writing", () => {
    expect(freshValue(phone)).toEqual({ type: "PHONE", name: "second_phone", value: "" });
  });

  test("are rows, and nothing that stands there is lost from sight", () => {
    const value = [{ type: "PHONE", name: "second_phone", value: "{{ trigger.phone }}" }, "x", { name: "old" }];
    expect(customValuesOf(value)).toEqual([
      { type: "PHONE", name: "second_phone", value: "{{ trigger.phone }}" },
      { type: "", name: "", value: "" },
      { type: "", name: "old", value: "" },
    ]);
    expect(customValuesOf("{{ trigger.fields }}")).toEqual([]);
  });

  test("are there once each", () => {
    expect(unusedFields([phone, city], [freshValue(phone)])).toEqual([city]);
  });

  test("have an input that suits their type", () => {
    const kinds = valueTypes.map((type) => valueParam(param, 1, { name: "x", type }).kind);
    expect(kinds).toEqual(["text", "number", "boolean", "dateTime", "phone", "email", "url"]);
    expect(valueParam(param, 1, undefined)).toMatchObject({ kind: "text", name: "custom_fields[1].value" });
  });
});
