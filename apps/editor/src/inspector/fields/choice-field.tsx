import { SegmentedControl, Select } from "@mantine/core";
import { useT, useText } from "../../ui/language.js";
import { shownText } from "../typed.js";
import { FormulaSwitch } from "./formula-switch.js";
import type { FieldProps } from "./field-props.js";

/** One of a few values; what is not chosen is the definition's default. */
export function ChoiceField({ field }: { field: FieldProps }) {
  const t = useT();
  const text = useText();
  const { param, value, label, onChange } = field;
  const options = param.options ?? [];
  const data = options.map((option) => ({ value: String(option.value), label: text(option.title) }));
  const shown = value ?? param.default;
  const known = shownText(shown) || null;
  const clearable = !field.required && param.default === undefined;
  return (
    <FormulaSwitch field={field}>
      {({ describedBy, invalid }) => (
        <Select
          aria-label={label}
          aria-describedby={describedBy}
          data={data}
          value={known}
          error={invalid}
          clearable={clearable}
          allowDeselect={clearable}
          placeholder={t("field.choose")}
          onChange={(next) => onChange(options.find((option) => String(option.value) === next)?.value)}
        />
      )}
    </FormulaSwitch>
  );
}

/** Yes or no; "not set" where the definition has no default and leaves it open. */
export function BooleanField({ field }: { field: FieldProps }) {
  const t = useT();
  const { param, value, label, onChange } = field;
  const shown = value ?? param.default ?? null;
  const open = !field.required && (param.default ?? null) === null;
  return (
    <FormulaSwitch field={field}>
      {({ describedBy }) => (
        <SegmentedControl
          aria-label={label}
          aria-describedby={describedBy}
          value={shownText(shown)}
          onChange={(next) => onChange(next === "" ? undefined : next === "true")}
          data={[
            ...(open ? [{ value: "", label: t("field.unset") }] : []),
            { value: "true", label: t("value.yes") },
            { value: "false", label: t("value.no") },
          ]}
        />
      )}
    </FormulaSwitch>
  );
}
