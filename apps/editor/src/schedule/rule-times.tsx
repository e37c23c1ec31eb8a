import { Chip, Group, NumberInput, Select, TextInput } from "@mantine/core";
import { intervalUnits, parseDate, type IntervalUnit } from "@leeway/engine";
import { minutesIn } from "../inspector/fields/minutes-in.js";
import { useStep } from "../inspector/step-context.js";
import { useT } from "../ui/language.js";
import { MomentField } from "../ui/moment-field.js";
import { TimeField } from "../ui/time-field.js";
import { weekdays, type Shape } from "./shape.js";
import { weekdayName, weekdayShort } from "./words.js";
import css from "./rule-times.module.css";

type Of<F extends Shape["form"]> = Extract<Shape, { form: F }>;
interface TimesProps<S extends Shape = Shape> {
  shape: S;
  onChange: (shape: Shape) => void;
}

/** What a form of schedule has to be told. */
export function RuleTimes({ shape, onChange }: TimesProps) {
  switch (shape.form) {
    case "hour":
      return <Minute shape={shape} onChange={onChange} />;
    case "day":
      return <Time shape={shape} onChange={onChange} />;
    case "week":
      return <Week shape={shape} onChange={onChange} />;
    case "month":
      return <Month shape={shape} onChange={onChange} />;
    case "nth":
      return <Nth shape={shape} onChange={onChange} />;
    case "interval":
      return <Interval shape={shape} onChange={onChange} />;
    case "cron":
      return <CronFields shape={shape} onChange={onChange} />;
  }
}

function Time<S extends Exclude<Shape, { form: "hour" | "interval" | "cron" }>>({ shape, onChange }: TimesProps<S>) {
  const t = useT();
  return (
    <TimeField
      label={t("schedule.time")}
      value={shape.time}
      w={130}
      onChange={(time) => time !== "" && onChange({ ...shape, time })}
    />
  );
}

function Minute({ shape, onChange }: TimesProps<Of<"hour">>) {
  const t = useT();
  return (
    <NumberInput
      label={t("schedule.minute")}
      min={0}
      max={59}
      allowDecimal={false}
      clampBehavior="strict"
      w={130}
      value={shape.minute}
      onChange={(minute) => typeof minute === "number" && onChange({ ...shape, minute })}
    />
  );
}

function Week({ shape, onChange }: TimesProps<Of<"week">>) {
  const t = useT();
  const set = (days: string[]) =>
    days.length > 0 && onChange({ ...shape, days: weekdays.filter((day) => days.includes(String(day))) });
  return (
    <>
      <Chip.Group multiple value={shape.days.map(String)} onChange={set}>
        <Group gap={4} role="group" aria-label={t("schedule.days")}>
          {weekdays.map((day) => (
            <Chip key={day} value={String(day)} size="xs" aria-label={t(weekdayName(day))} classNames={chip}>
              {t(weekdayShort(day))}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Time shape={shape} onChange={onChange} />
    </>
  );
}

const chip = { label: css.day ?? "", iconWrapper: css.check ?? "" };

const monthDays = Array.from({ length: 31 }, (_, index) => index + 1);

function Month({ shape, onChange }: TimesProps<Of<"month">>) {
  const t = useT();
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <Select
        label={t("schedule.day")}
        data={[
          { value: "last", label: t("schedule.day.last") },
          ...monthDays.map((day) => ({ value: String(day), label: String(day) })),
        ]}
        value={String(shape.day)}
        allowDeselect={false}
        flex={1}
        onChange={(day) => day && onChange({ ...shape, day: day === "last" ? "last" : Number(day) })}
      />
      <Time shape={shape} onChange={onChange} />
    </Group>
  );
}

const counts = [1, 2, 3, 4, 5] as const;

function Nth({ shape, onChange }: TimesProps<Of<"nth">>) {
  const t = useT();
  return (
    <>
      <Group gap="xs" align="flex-end" grow preventGrowOverflow={false} wrap="nowrap">
        <Select
          label={t("schedule.nth")}
          data={[
            ...counts.map((nth) => ({ value: String(nth), label: t("schedule.nth.number", { nth }) })),
            { value: "last", label: t("schedule.nth.last") },
          ]}
          value={String(shape.nth)}
          allowDeselect={false}
          onChange={(nth) => nth && onChange({ ...shape, nth: nth === "last" ? "last" : Number(nth) })}
        />
        <Select
          label={t("schedule.weekday")}
          data={weekdays.map((day) => ({ value: String(day), label: t(weekdayName(day)) }))}
          value={String(shape.weekday)}
          allowDeselect={false}
          onChange={(weekday) => weekday && onChange({ ...shape, weekday: Number(weekday) })}
        />
      </Group>
      <Time shape={shape} onChange={onChange} />
    </>
  );
}

function Interval({ shape, onChange }: TimesProps<Of<"interval">>) {
  const t = useT();
  const { timezone } = useStep();
  const { anchor: _old, ...free } = shape;
  return (
    <>
      <Group gap="xs" align="flex-end" grow preventGrowOverflow={false} wrap="nowrap">
        <NumberInput
          label={t("schedule.every")}
          min={1}
          max={10_000}
          allowDecimal={false}
          value={shape.every}
          onChange={(every) => typeof every === "number" && onChange({ ...shape, every })}
        />
        <Select
          label={t("schedule.unit")}
          data={intervalUnits.map((unit) => ({ value: unit, label: t(`schedule.unit.${unit}`) }))}
          value={shape.unit}
          allowDeselect={false}
          onChange={(unit) => unit && onChange({ ...shape, unit: unit as IntervalUnit })}
        />
      </Group>
      <MomentField
        label={t("schedule.anchor")}
        description={t("schedule.anchor.help", { zone: timezone })}
        value={minutesIn(shape.anchor, timezone)}
        onChange={(moment) => {
          const at = parseDate(moment, timezone);
          onChange(at === undefined ? free : { ...shape, anchor: new Date(at).toISOString() });
        }}
      />
    </>
  );
}

function CronFields({ shape, onChange }: TimesProps<Of<"cron">>) {
  const t = useT();
  return (
    <TextInput
      label={t("schedule.cron")}
      description={t("schedule.cron.help")}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      value={shape.cron}
      onChange={({ currentTarget }) => onChange({ form: "cron", cron: currentTarget.value })}
    />
  );
}
