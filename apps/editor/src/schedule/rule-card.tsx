import { Group, Input, Select, Stack } from "@mantine/core";
import type { ProblemDto } from "@leeway/api";
import type { JsonObject, ScheduleRule } from "@leeway/engine";
import { RemoveRow } from "../inspector/fields/row-tools.js";
import { useStep } from "../inspector/step-context.js";
import { useT } from "../ui/language.js";
import { RuleTimes } from "./rule-times.js";
import { RuleZone } from "./rule-zone.js";
import { firstShape, forms, inForm, ruleOf, shapeOf, type Shape } from "./shape.js";
import css from "../inspector/inspector.module.css";

interface RuleCardProps {
  number: number;
  /** Undefined where what stands there is no schedule: any choice makes it one. */
  rule: ScheduleRule | undefined;
  problems: readonly ProblemDto[];
  onChange: (rule: JsonObject) => void;
  onRemove: () => void;
}

/** One schedule: how often, then at what times. */
export function RuleCard({ number, rule, problems, onChange, onRemove }: RuleCardProps) {
  const t = useT();
  const { say } = useStep();
  const shape = rule && shapeOf(rule);
  const zone = rule?.kind === "calendar" ? rule.timezone : undefined;
  const set = (next: Shape) => onChange(ruleOf(next, zone));
  const label = t("schedule.title", { number });
  return (
    <Stack gap="xs" className={css.card} role="group" aria-label={label} data-testid="schedule-rule">
      <Group gap={4} wrap="nowrap" align="center">
        <Select
          flex={1}
          aria-label={t("schedule.form")}
          data={forms.map((form) => ({ value: form, label: t(`schedule.form.${form}`) }))}
          value={shape?.form ?? null}
          placeholder={t("schedule.form.choose")}
          allowDeselect={false}
          onChange={(form) => form && set(inForm(shape ?? firstShape, form))}
        />
        <RemoveRow label={t("schedule.remove", { number })} onClick={onRemove} />
      </Group>
      {shape && <RuleTimes shape={shape} onChange={set} />}
      {rule?.kind === "calendar" && shape && (
        <RuleZone value={zone} onChange={(timezone) => onChange(ruleOf(shape, timezone))} />
      )}
      {problems.map((problem, index) => (
        <Input.Error key={index} data-severity={problem.severity} className={css.problem} role="status">
          {say(problem, label)}
        </Input.Error>
      ))}
    </Stack>
  );
}
