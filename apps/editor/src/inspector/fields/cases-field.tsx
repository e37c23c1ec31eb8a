import { useMemo, useState } from "react";
import { ActionIcon, Group, Text, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useEditor } from "../../document/store.js";
import { useT } from "../../ui/language.js";
import { Frame } from "../frame.js";
import { marksAt } from "../problems.js";
import { useStep } from "../step-context.js";
import { readCases, removeCase, renameCase, setCases, swapped, withCase, type Case } from "./cases.js";
import type { FieldProps } from "./field-props.js";
import { AddRow, RemoveRow } from "./row-tools.js";
import { WhereGroup } from "./where-group.js";
import css from "../inspector.module.css";

/** Cases tried from top to bottom; each is a way out of the card. */
export function CasesField({ field }: { field: FieldProps }) {
  const t = useT();
  const { node } = useStep();
  const run = useEditor((state) => state.run);
  const cases = useMemo(() => readCases(field.value), [field.value]);
  const { name } = field.param;
  const change = (next: readonly Case[]) => run(setCases(node.id, name, next), `${node.id}.${name}`);
  return (
    <Frame {...field}>
      {() => (
        <div className={css.conditions}>
          {cases.map((one, index) => (
            <div key={index} className={`${css.card} ${css.conditions}`} role="group" aria-label={one.id}>
              <CaseHead
                one={one}
                number={index + 1}
                invalid={marksAt(field.problems, `${name}[${index}].id`).invalid}
                last={index === cases.length - 1}
                onRename={(id) => run(renameCase(node.id, name, cases, index, id))}
                onMove={(by) => change(swapped(cases, index, index + by))}
                onRemove={() => run(removeCase(node.id, name, cases, index))}
              />
              <WhereGroup
                root={one.where}
                where={one.where}
                path={[]}
                place={`${name}[${index}].where`}
                problems={field.problems}
                onChange={(where) => change(cases.map((old, at) => (at === index ? { ...old, where } : old)))}
              />
            </div>
          ))}
          <AddRow label={t("case.add")} onClick={() => change(withCase(cases))} />
        </div>
      )}
    </Frame>
  );
}

interface CaseHeadProps {
  one: Case;
  number: number;
  invalid: boolean;
  last: boolean;
  onRename: (id: string) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

function CaseHead({ one, number, invalid, last, onRename, onMove, onRemove }: CaseHeadProps) {
  const t = useT();
  const [draft, setDraft] = useState<string>();
  const name = one.id || t("case.title", { number });
  // Links hang on the id, so it changes once it is written out and not with every letter.
  const done = () => {
    if (draft !== undefined && draft.trim() !== one.id) onRename(draft.trim());
    setDraft(undefined);
  };
  return (
    <Group gap={4} wrap="nowrap" align="flex-end">
      <TextInput
        flex={1}
        size="sm"
        label={
          <Text span size="xs" c="dimmed">
            {t("case.title", { number })}
          </Text>
        }
        aria-label={t("case.id")}
        error={invalid}
        title={t("case.id.help")}
        value={draft ?? one.id}
        onChange={({ currentTarget }) => setDraft(currentTarget.value)}
        onBlur={done}
        onKeyDown={({ key }) => key === "Enter" && done()}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={34}
        disabled={number === 1}
        aria-label={t("case.up", { name })}
        onClick={() => onMove(-1)}
      >
        <IconArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={34}
        disabled={last}
        aria-label={t("case.down", { name })}
        onClick={() => onMove(1)}
      >
        <IconArrowDown size={16} aria-hidden />
      </ActionIcon>
      <RemoveRow label={t("case.remove", { name })} onClick={onRemove} />
    </Group>
  );
}
