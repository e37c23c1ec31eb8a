import { Checkbox, Stack, TagsInput } from "@mantine/core";
import { useT, useText } from "../../ui/language.js";
import { ticksOf, valueOfTicks } from "./check-list.js";
import type { FieldProps } from "./field-props.js";
import { FormulaSwitch } from "./formula-switch.js";

/** Several of a few known values, and others by name where the definition knows not all of them. */
export function CheckListField({ field }: { field: FieldProps }) {
  const t = useT();
  const text = useText();
  const { param, label, value } = field;
  const ticks = ticksOf(param, value);
  const put = (known: readonly string[], others: readonly string[]) =>
    field.onChange(valueOfTicks(param, { known: [...known], others: [...others] }));
  const without = (list: readonly string[], one: string) => list.filter((other) => other !== one);
  return (
    <FormulaSwitch field={field}>
      {({ describedBy }) => (
        <Stack gap="xs" role="group" aria-label={label} aria-describedby={describedBy}>
          {(param.options ?? []).map((option) => {
            const own = String(option.value);
            return (
              <Checkbox
                key={own}
                size="sm"
                label={text(option.title)}
                checked={ticks.known.includes(own)}
                onChange={({ currentTarget: { checked } }) =>
                  put(checked ? [...ticks.known, own] : without(ticks.known, own), ticks.others)
                }
              />
            );
          })}
          {param.others ? (
            <TagsInput
              size="sm"
              aria-label={t("field.others", { label })}
              placeholder={ticks.others.length === 0 ? t("field.others.placeholder") : ""}
              value={ticks.others}
              acceptValueOnBlur
              onChange={(next) => put(ticks.known, next)}
            />
          ) : (
            // What came with a document and is not offered can only be taken out.
            ticks.others.map((one) => (
              <Checkbox
                key={one}
                size="sm"
                label={one}
                checked
                onChange={() => put(ticks.known, without(ticks.others, one))}
              />
            ))
          )}
        </Stack>
      )}
    </FormulaSwitch>
  );
}
