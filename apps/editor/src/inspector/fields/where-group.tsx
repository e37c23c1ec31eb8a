import { Group, SegmentedControl, Text } from "@mantine/core";
import type { ProblemDto } from "@leeway/api";
import { entriesOf, isGroup, type Where } from "@leeway/engine";
import { useT } from "../../ui/language.js";
import { AddRow, RemoveRow } from "./row-tools.js";
import { WhereCondition } from "./where-condition.js";
import { addCondition, addGroup, jointOf, removeEntry, setCondition, setJoint, type WherePath } from "./where-model.js";
import css from "../inspector.module.css";

const DEEPEST = 3;

interface WhereGroupProps {
  /** The whole condition: changes are made to it. */
  root: Where;
  where: Where;
  path: WherePath;
  /** Where it stands in the params, and what is wrong there. */
  place: string;
  problems: readonly ProblemDto[];
  onChange: (root: Where) => void;
}

/** Comparisons that must hold all, or one of them; a group may stand among them. */
export function WhereGroup({ root, where, path, place, problems, onChange }: WhereGroupProps) {
  const t = useT();
  const entries = entriesOf(where);
  const joint = jointOf(where);
  const inner = path.length > 0;
  const placeOf = (index: number) => `${place}.${joint}[${index}]`;
  const number = (index: number) => [...path, index].map((at) => at + 1).join(".");
  const name = inner ? t("where.group", { number: number(-1).replace(/\.0$/, "") }) : t("where.joint");
  return (
    <div className={inner ? `${css.conditions} ${css.group}` : css.conditions} role="group" aria-label={name}>
      {(entries.length > 1 || inner) && (
        <Group gap={6} justify="space-between" wrap="nowrap">
          <SegmentedControl
            size="xs"
            aria-label={t("where.joint")}
            value={joint}
            onChange={(next) => onChange(setJoint(root, path, next))}
            data={[
              { value: "all" as const, label: t("where.all") },
              { value: "any" as const, label: t("where.any") },
            ]}
          />
          {inner && <RemoveRow label={t("where.removeGroup")} onClick={() => onChange(removeEntry(root, path))} />}
        </Group>
      )}
      {entries.map((entry, index) => (
        <div key={index} className={css.conditions}>
          {index > 0 && (
            <Text className={css.joint} aria-hidden>
              {t(joint === "all" ? "where.and" : "where.or")}
            </Text>
          )}
          {isGroup(entry) ? (
            <WhereGroup
              root={root}
              where={entry}
              path={[...path, index]}
              place={placeOf(index)}
              problems={problems}
              onChange={onChange}
            />
          ) : (
            <WhereCondition
              condition={entry}
              number={number(index)}
              place={placeOf(index)}
              problems={problems}
              removable={entries.length > 1 || inner}
              onChange={(next) => onChange(setCondition(root, [...path, index], next))}
              onRemove={() => onChange(removeEntry(root, [...path, index]))}
            />
          )}
        </div>
      ))}
      <Group gap={4}>
        <AddRow label={t("where.add")} onClick={() => onChange(addCondition(root, path))} />
        {path.length < DEEPEST && <AddRow label={t("where.addGroup")} onClick={() => onChange(addGroup(root, path))} />}
      </Group>
    </div>
  );
}
