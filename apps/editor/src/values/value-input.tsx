import { Select, TextInput } from "@mantine/core";
import type { ValueType } from "@leeway/api";
import { useT } from "../ui/language.js";
import type { Cell } from "./value-rows.js";

interface ValueInputProps {
  type: ValueType;
  value: Cell;
  label: string;
  error: string | undefined;
  /** An empty yes-or-no is a choice too. */
  optional: boolean;
  onChange: (value: Cell) => void;
}

const htmlTypes = { text: "text", date: "date", phone: "tel", email: "email", url: "url" } as const;
const examples: Partial<Record<ValueType, string>> = {
  phone: "+380501234567",
  email: "anna@example.com",
  url: "https://example.com",
};

/** The input that suits the type: a calendar for a date, a keyboard of digits for a phone. */
export function ValueInput({ type, value, label, error, optional, onChange }: ValueInputProps) {
  const t = useT();
  const shared = { "aria-label": label, error, "data-column": "value" };
  if (type === "number")
    return (
      <TextInput
        {...shared}
        inputMode="decimal"
        value={String(value)}
        onChange={(event) => onChange(event.currentTarget.value)}
        autoComplete="off"
      />
    );
  if (type === "boolean")
    return (
      <Select
        {...shared}
        data={[
          { value: "true", label: t("value.yes") },
          { value: "false", label: t("value.no") },
        ]}
        value={typeof value === "boolean" ? String(value) : null}
        onChange={(next) => onChange(next === null ? "" : next === "true")}
        allowDeselect={false}
        clearable={optional}
      />
    );
  return (
    <TextInput
      {...shared}
      type={htmlTypes[type]}
      value={String(value)}
      placeholder={examples[type] ?? ""}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="off"
    />
  );
}
