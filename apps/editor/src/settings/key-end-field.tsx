import { Select } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { DayField } from "../ui/day-field.js";
import { useT, type Translate } from "../ui/language.js";
import { endOfKey, endsOfKeys, type KeyEnd } from "./key-end.js";

/** What a form says of a new key's end; `date` counts with the end `date` alone. */
export interface EndOfKey {
  end: KeyEnd;
  date: string;
}

/** What is wrong with it: a day that has passed, or none. */
export const endFault = (t: Translate, { end, date }: EndOfKey): string | null =>
  end === "date" && !(Date.parse(endOfKey(end, date) ?? "") > Date.now()) ? t("keys.end.past") : null;

interface KeyEndFieldProps<Values extends EndOfKey> {
  form: UseFormReturnType<Values>;
  label: string;
  w: number;
}

/** Until when a new key is good. */
export function KeyEndField<Values extends EndOfKey>({ form, label, w }: KeyEndFieldProps<Values>) {
  const t = useT();
  const set = (field: keyof EndOfKey, value: string) => form.setFieldValue(field as never, value as never);
  return (
    <>
      <Select
        label={label}
        w={w}
        data={endsOfKeys.map((end) => ({ value: end, label: t(`keys.end.${end}`) }))}
        value={form.values.end}
        onChange={(end) => end && set("end", end)}
        allowDeselect={false}
      />
      {form.values.end === "date" && (
        <DayField label={t("keys.end.until")} {...form.getInputProps("date")} value={form.values.date} />
      )}
    </>
  );
}
