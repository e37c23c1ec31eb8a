import type { Json, JsonObject, Locale, ParamDefinition } from "@leeway/engine";

/** A choice by its title; a unit as it is said behind its number. Nothing where the value is none of the choices. */
export function optionWords(
  { options, amount = "" }: Pick<ParamDefinition, "options" | "amount">,
  value: Json | undefined,
  values: JsonObject,
  locale: Locale,
): string | undefined {
  const option = options?.find((one) => one.value === value);
  const count = values[amount];
  const forms = typeof count === "number" ? option?.counted?.[locale] : undefined;
  return forms ? (forms[new Intl.PluralRules(locale).select(count as number)] ?? forms.other) : option?.title[locale];
}
