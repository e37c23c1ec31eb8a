import { Group, Loader, Text } from "@mantine/core";
import type { ParamDefinition } from "@leeway/engine";
import { useChoices } from "../../api/choices.js";
import { useT, useText } from "../../ui/language.js";
import { sentence } from "../../ui/said.js";
import { choiceQuery } from "../choices/choice-query.js";
import { useStep } from "../step-context.js";
import { AddRow } from "./row-tools.js";
import type { Pair } from "./rows.js";

interface OfferedRowsProps {
  param: ParamDefinition;
  rows: readonly Pair[];
  onAdd: (names: string[]) => void;
}

/** Names that the service knows (the columns of a sheet) and that have no row yet: one press makes it, or all of them. */
export function OfferedRows({ param, rows, onAdd }: OfferedRowsProps) {
  const t = useT();
  const text = useText();
  const { definition, node } = useStep();
  const query = choiceQuery(definition, node, param);
  const list = useChoices(definition.type, param.name, query.ready ? query.values : {}, query.ready);
  if (!query.ready) {
    const needed = query.needs === "credential" ? t("inspector.credential") : text(query.needs.title);
    return (
      <Text size="xs" c="dimmed" mt={4}>
        {t("offered.needs", { needed })}
      </Text>
    );
  }
  if (list.isPending) return <Loader size="xs" mt={6} aria-label={t("common.loading")} />;
  if (list.isError)
    return (
      <Text size="xs" c="dimmed" mt={4} role="status">
        {sentence(list.error, t)}
      </Text>
    );
  const taken = new Set(rows.map(({ name }) => name.trim().toLowerCase()));
  const missing = (list.items ?? []).map(({ value }) => value).filter((name) => !taken.has(name.toLowerCase()));
  if (missing.length === 0) return null;
  return (
    <Group gap={4} role="group" aria-label={t("offered.title")} data-testid="offered-rows">
      {missing.map((name) => (
        <AddRow key={name} label={name} onClick={() => onAdd([name])} />
      ))}
      {missing.length > 1 && <AddRow label={t("offered.all")} onClick={() => onAdd(missing)} />}
    </Group>
  );
}
