import { Anchor, Group, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Person, PersonEffect } from "@leeway/api";
import {
  isId,
  isObject,
  partsOfKey,
  type Json,
  type JsonObject,
  type NodeDefinition,
  type StepStatus,
} from "@leeway/engine";
import { useIntl } from "react-intl";
import { useNodeTypes } from "../api/workflows.js";
import { NodeIcon } from "../palette/node-icon.js";
import { useSay } from "../runs/facts.js";
import { lineOf } from "../runs/story/line.js";
import { stepAddress } from "../runs/show-step.js";
import { useLanguage, useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { StatusBadge } from "../ui/status.js";

interface EffectLineProps {
  runId: string;
  effect: PersonEffect;
  person: Person;
}

/** What one step did to the person, in the words of its node, and the way to it. */
export function EffectLine({ runId, effect, person }: EffectLineProps) {
  const t = useT();
  const intl = useIntl();
  const { locale } = useLanguage();
  const say = useSay();
  const definition = useNodeTypes().data?.find(({ type }) => type === effect.nodeType);
  const item = partsOfKey(effect.key)
    .indexes.map((index) => intl.formatNumber(index + 1))
    .join(" › ");
  const did =
    definition && isObject(effect.input)
      ? lineOf(definition, named(effect.input, definition, person), locale, say)
      : "";
  return (
    <Group
      component="li"
      gap="sm"
      wrap="nowrap"
      align="flex-start"
      data-testid={`effect-${effect.key}`}
      data-status={effect.status}
    >
      <Text c="dimmed" component="span" mt={2}>
        <NodeIcon name={definition?.icon} size={18} />
      </Text>
      <div style={{ flex: 1, minWidth: 0 }}>
        <Group gap={8}>
          <Anchor component={Link} to={stepAddress(runId, effect.key)} size="sm" fw={500} c="inherit">
            {effect.nodeName}
          </Anchor>
          {item !== "" && (
            <Text size="sm" c="dimmed">
              {t("attention.item", { index: item })}
            </Text>
          )}
          <StatusBadge status={effect.status as StepStatus} size="sm" />
          {effect.at !== null && <Moment at={effect.at} size="sm" c="dimmed" />}
        </Group>
        {did !== "" && (
          <Text size="sm" c="dimmed" lineClamp={2}>
            {did}
          </Text>
        )}
      </div>
    </Group>
  );
}

/** Whom the page is about needs no id; other ids say nothing to people. */
function named(input: JsonObject, definition: NodeDefinition, person: Person): JsonObject {
  const own = new Set([person.id, ...person.channels]);
  const ids = new Set(definition.params.filter(({ idKind }) => idKind !== undefined).map(({ name }) => name));
  const told = Object.entries(input).flatMap(([name, value]): [string, Json][] => {
    if (typeof value !== "string" || !ids.has(name)) return [[name, value]];
    if (own.has(value)) return [[name, person.name ?? person.phone ?? person.email ?? ""]];
    return isId(value) ? [] : [[name, value]];
  });
  return Object.fromEntries(told);
}
