import { Checkbox, Stack, TagsInput } from "@mantine/core";
import { useT, useText } from "../../ui/language.js";
import { Frame } from "../frame.js";
import type { FieldProps } from "./field-props.js";

/** Several of a few known values, and others by name. */
export function CheckListField({ field }: { field: FieldProps }) {
  const t = useT();
  const text = useText();
  const { param, label, value, onChange } = field;
  const options = (param.options ?? []).map((option) => ({ value: String(option.value), title: text(option.title) }));
  const chosen = (Array.isArray(value) ? value : []).filter((one) => typeof one === "string");
  const known = new Set(options.map((option) => option.value));
  const others = chosen.filter((one) => !known.has(one));
  // In the order of the list, so that the same choice is the same document.
  const put = (next: readonly string[]) => {
    const wanted = options.map((option) => option.value).filter((one) => next.includes(one));
    wanted.push(...new Set(next.filter((one) => !known.has(one))));
    onChange(wanted.length === 0 ? undefined : wanted);
  };
  return (
    <Frame {...field}>
      {() => (
        <Stack gap="xs" role="group" aria-label={label}>
          {options.map((option) => (
            <Checkbox
              key={option.value}
              size="sm"
              label={option.title}
              checked={chosen.includes(option.value)}
              onChange={({ currentTarget: { checked } }) =>
                put(checked ? [...chosen, option.value] : chosen.filter((one) => one !== option.value))
              }
            />
          ))}
          <TagsInput
            size="sm"
            aria-label={t("field.others", { label })}
            placeholder={others.length === 0 ? t("field.others.placeholder") : ""}
            value={others}
            acceptValueOnBlur
            onChange={(next) => put([...chosen.filter((one) => known.has(one)), ...next.map((one) => one.trim())])}
          />
        </Stack>
      )}
    </Frame>
  );
}
