import { isObject, type Json, type JsonObject } from "@leeway/engine";

/** What a person is asked for in a field of a form. */
const formFieldKinds = [
  "text",
  "longText",
  "phone",
  "email",
  "number",
  "date",
  "choice",
  "choices",
  "consent",
  "file",
] as const;
export type FormFieldKind = (typeof formFieldKinds)[number];

/** A field of `trigger.form`, as its param `fields` has it. */
export interface FormField {
  /** The answer's name in the output: `trigger.answers.<name>`. */
  name: string;
  kind: FormFieldKind;
  label: string;
  help: string;
  required: boolean;
  /** Of `choice` and `choices`. */
  choices: string[];
}

/** The fields of a form, in its order. A row that is no field yet (without a name, or with one taken) is left out. */
export function formFieldsOf({ fields }: JsonObject): FormField[] {
  const found = new Map<string, FormField>();
  for (const row of Array.isArray(fields) ? fields.filter(isObject) : []) {
    const name = wordOf(row["name"]);
    if (name === "" || found.has(name)) continue;
    const kind = formFieldKinds.find((one) => one === row["kind"]) ?? "text";
    found.set(name, {
      name,
      kind,
      label: wordOf(row["label"]) || name,
      help: wordOf(row["help"]),
      required: row["required"] !== false,
      choices: choicesOf(row["choices"]),
    });
  }
  return [...found.values()];
}

/** One a line; what stands twice is one choice. */
const choicesOf = (text: Json | undefined): string[] => [
  ...new Set(
    wordOf(text)
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  ),
];

const wordOf = (value: Json | undefined): string => (typeof value === "string" ? value.trim() : "");
