import "dayjs/locale/ru.js";
import "dayjs/locale/uk.js";
import { DateInput, type DateInputProps } from "@mantine/dates";
import { useLanguage, useT } from "./language.js";
import { dayFormat, typedDay } from "./typed-day.js";

interface DayFieldProps extends Omit<DateInputProps, "value" | "defaultValue" | "onChange"> {
  /** `2026-11-21`, or nothing. */
  value: string;
  onChange: (day: string) => void;
}

/** A day in the language of the person, not of the browser: typed, or picked from a calendar whose weeks begin on Monday. */
export function DayField({ value, onChange, ...props }: DayFieldProps) {
  const t = useT();
  const { locale } = useLanguage();
  return (
    <DateInput
      locale={locale}
      firstDayOfWeek={1}
      // Red is for what went wrong.
      weekendDays={[]}
      valueFormat={dayFormat[locale]}
      dateParser={typedDay}
      placeholder={t("day.placeholder")}
      ariaLabels={{
        monthLevelControl: t("day.year.choose"),
        yearLevelControl: t("day.decade.choose"),
        previousMonth: t("day.month.previous"),
        nextMonth: t("day.month.next"),
        previousYear: t("day.year.previous"),
        nextYear: t("day.year.next"),
        previousDecade: t("day.decade.previous"),
        nextDecade: t("day.decade.next"),
      }}
      w={150}
      allowDeselect
      {...props}
      value={value === "" ? null : value}
      onChange={(day) => onChange(day ?? "")}
    />
  );
}
