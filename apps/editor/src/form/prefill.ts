import type { FormField, FormFieldKind } from "@leeway/nodes";

/** What an answer of a kind may look like in an address; kinds without one are not filled in by addresses. */
const examples: Partial<Record<FormFieldKind, string>> = {
  phone: "380671234567",
  email: "olena@example.com",
  number: "2",
  text: "Olena",
  longText: "Olena",
};

/** How an address fills in the first field that it can, e.g. `?phone=380671234567`. */
export function prefillOf(fields: readonly FormField[]): string | undefined {
  for (const { name, kind, choices } of fields) {
    const example = kind === "choice" ? choices[0] : examples[kind];
    if (example !== undefined) return `?${new URLSearchParams({ [name]: example }).toString()}`;
  }
  return undefined;
}
