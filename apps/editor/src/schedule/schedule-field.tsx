import { Stack, Text } from "@mantine/core";
import { readRule, rulesOf, type Json } from "@leeway/engine";
import type { FieldProps } from "../inspector/fields/field-props.js";
import { AddRow } from "../inspector/fields/row-tools.js";
import { Frame } from "../inspector/frame.js";
import { isInside } from "../inspector/problems.js";
import { useStep } from "../inspector/step-context.js";
import { useT } from "../ui/language.js";
import { NextFires } from "./next-fires.js";
import { RuleCard } from "./rule-card.js";
import { firstShape, ruleOf } from "./shape.js";

/** When a workflow starts by itself: a card for each schedule, and the times that come of all. */
export function ScheduleField({ field }: { field: FieldProps }) {
  const t = useT();
  const { timezone } = useStep();
  const { param, value, problems, onChange } = field;
  const rules = Array.isArray(value) ? value : [];
  const change = (next: Json[]) => onChange(next.length > 0 ? next : undefined);
  const placeOf = (index: number) => `${param.name}[${index}]`;
  const ofRules = problems.filter((problem) => rules.some((_, index) => isInside(problem.param, placeOf(index))));
  return (
    <Frame {...field} problems={problems.filter((problem) => !ofRules.includes(problem))}>
      {() => (
        <Stack gap="xs">
          {rules.map((rule, index) => (
            <RuleCard
              // A schedule has no identity besides its place in the list.
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              number={index + 1}
              rule={readRule(rule)}
              problems={ofRules.filter((problem) => isInside(problem.param, placeOf(index)))}
              onChange={(next) => change(rules.map((old, at) => (at === index ? next : old)))}
              onRemove={() => change(rules.filter((_, at) => at !== index))}
            />
          ))}
          {rules.length === 0 && (
            <Text size="sm" c="dimmed">
              {t("schedule.none")}
            </Text>
          )}
          {rules.length < (param.maxItems ?? Infinity) && (
            <AddRow label={t("schedule.add")} onClick={() => change([...rules, ruleOf(firstShape)])} />
          )}
          <NextFires rules={rulesOf(value)} timezone={timezone} />
        </Stack>
      )}
    </Frame>
  );
}
