import { Group } from "@mantine/core";
import { useCallees } from "../../api/callees.js";
import { useT } from "../../ui/language.js";
import { useStep } from "../step-context.js";
import { AddRow } from "./row-tools.js";
import type { Pair } from "./rows.js";

interface WantedRowsProps {
  /** The param with the workflow that says which names it wants. */
  by: string | undefined;
  rows: readonly Pair[];
  onAdd: (name: string) => void;
}

/** Names that the called workflow asks for and that have no row yet: one press makes it. */
export function WantedRows({ by, rows, onAdd }: WantedRowsProps) {
  const t = useT();
  const { node } = useStep();
  const id = by === undefined ? undefined : node.params[by];
  const chosen = typeof id === "string" && id !== "" ? id : undefined;
  const callee = useCallees(chosen === undefined ? [] : [chosen])?.get(chosen ?? "");
  const missing = callee?.inputs.filter((input) => !rows.some(({ name }) => name.trim() === input.name)) ?? [];
  if (missing.length === 0) return null;
  return (
    <Group gap={4} role="group" aria-label={t("field.wanted")}>
      {missing.map(({ name, required }) => (
        <AddRow key={name} label={required ? `${name} *` : name} onClick={() => onAdd(name)} />
      ))}
    </Group>
  );
}
