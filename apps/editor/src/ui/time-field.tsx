import { TimePicker, type TimePickerProps } from "@mantine/dates";
import { useT } from "./language.js";

interface TimeFieldProps extends Omit<TimePickerProps, "value" | "onChange" | "label"> {
  /** What a screen reader calls it; shown above it unless `hidden`. */
  label: string;
  hidden?: boolean;
  /** `09:30`, or nothing. */
  value: string;
  onChange: (time: string) => void;
}

/** A time of day on 24 hours, whatever the browser's language: four figures typed, or arrows. */
export function TimeField({ label, hidden = false, value, onChange, ...props }: TimeFieldProps) {
  const t = useT();
  return (
    <TimePicker
      {...(!hidden && { label })}
      hoursInputLabel={t("time.hours", { label })}
      minutesInputLabel={t("time.minutes", { label })}
      w={90}
      {...props}
      value={value}
      onChange={onChange}
    />
  );
}
