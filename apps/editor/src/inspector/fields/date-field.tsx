import { useState } from "react";
import { ActionIcon, Popover, Stack, Text, Tooltip } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { isObject, type Json } from "@leeway/engine";
import { ExpressionInput } from "../../expression/expression-input.js";
import { momentAsWritten } from "../../document/written-moment.js";
import { useLanguage, useT } from "../../ui/language.js";
import { MomentField } from "../../ui/moment-field.js";
import { useStep } from "../step-context.js";
import { shownText } from "../typed.js";
import { minutesIn } from "./minutes-in.js";
import type { FieldProps } from "./field-props.js";
import { FormulaSwitch } from "./formula-switch.js";
import { TextField } from "./text-field.js";

/** A moment: picked in the workflow's zone, or taken from data. One that was picked is said as people write it, too. */
export function DateField({ field }: { field: FieldProps }) {
  const t = useT();
  const { locale } = useLanguage();
  const { timezone } = useStep();
  const moment = momentAsWritten(field.value, locale);
  return (
    <div>
      <TextField field={field} tools={<DatePick label={field.label} value={field.value} onPick={field.onChange} />} />
      {moment !== undefined && (
        <Text size="xs" c="dimmed" mt={4} data-testid={`moment-${field.param.name}`}>
          {t("field.date.picked", { moment, zone: timezone })}
        </Text>
      )}
    </div>
  );
}

interface DatePickProps {
  label: string;
  value: Json | undefined;
  onPick: (value: string) => void;
}

function DatePick({ label, value, onPick }: DatePickProps) {
  const t = useT();
  const { timezone } = useStep();
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="bottom-end" shadow="md">
      <Popover.Target>
        <Tooltip label={t("field.date.pick.short")} openDelay={400} disabled={open}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("field.date.pick", { label })}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <IconCalendar size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <MomentField
          label={label}
          description={t("field.date.zone", { zone: timezone })}
          value={minutesIn(value, timezone)}
          onChange={(moment) => moment !== "" && onPick(moment)}
          inPanel
          onEnter={() => setOpen(false)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

/** From one moment to another; either end may stay open. */
export function DateRangeField({ field }: { field: FieldProps }) {
  const t = useT();
  const range = isObject(field.value) ? field.value : {};
  const set = (end: "from" | "to", value: string) => {
    const { [end]: _old, ...rest } = range;
    const next = value === "" ? rest : { ...range, [end]: value };
    field.onChange(Object.keys(next).length > 0 ? next : undefined);
  };
  const label = (end: string) => t("field.row.label", { label: field.label, number: end });
  return (
    <FormulaSwitch field={field}>
      {(ids) => (
        <Stack gap={6}>
          {(["from", "to"] as const).map((end) => (
            <ExpressionInput
              key={end}
              {...ids}
              label={label(t(`field.date.${end}`))}
              placeholder={t(`field.date.${end}`)}
              value={shownText(range[end])}
              onChange={(text) => set(end, text)}
              tools={
                <DatePick
                  label={label(t(`field.date.${end}`))}
                  value={range[end]}
                  onPick={(value) => set(end, value)}
                />
              }
            />
          ))}
        </Stack>
      )}
    </FormulaSwitch>
  );
}
