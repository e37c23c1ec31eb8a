import { Select } from "@mantine/core";
import type { ProblemDto } from "@leeway/api";
import {
  evaluateTemplate,
  isTemplate,
  loneOps,
  parseTemplate,
  whereOps,
  type Condition,
  type Json,
} from "@leeway/engine";
import { ExpressionInput } from "../../expression/expression-input.js";
import { usePreview } from "../../expression/preview-context.js";
import { useT } from "../../ui/language.js";
import { marksAt } from "../problems.js";
import { shownText } from "../typed.js";
import { RemoveRow } from "./row-tools.js";
import { kindOf, opsFor, withOp, type ValueKind } from "./where-model.js";
import css from "../inspector.module.css";

interface WhereConditionProps {
  condition: Condition;
  /** `2.1`: the first comparison of the second entry. */
  number: string;
  removable: boolean;
  /** Where it stands in the params, and what is wrong there. */
  place: string;
  problems: readonly ProblemDto[];
  onChange: (condition: Condition) => void;
  onRemove: () => void;
}

/** One comparison: a value, how it is compared, and with what. */
export function WhereCondition(props: WhereConditionProps) {
  const { condition, number, removable, place, problems, onChange, onRemove } = props;
  const t = useT();
  const kind = useKindOf(condition.value);
  const fitting = opsFor(kind);
  const data = [
    { group: t("where.fitting"), items: fitting.map((op) => ({ value: op, label: t(`op.${op}`) })) },
    {
      group: t("where.others"),
      items: whereOps.filter((op) => !fitting.includes(op)).map((op) => ({ value: op, label: t(`op.${op}`) })),
    },
  ];
  return (
    <div className={`${css.card} ${css.entry}`} role="group" aria-label={`${t("where.add")} ${number}`}>
      <div className={css.conditions}>
        <ExpressionInput
          label={t("where.value", { number })}
          placeholder={t("where.value.hint")}
          value={shownText(condition.value)}
          {...marksAt(problems, `${place}.value`)}
          onChange={(value) => onChange({ ...condition, value })}
        />
        <Select
          aria-label={t("where.op", { number })}
          data={data}
          value={condition.op}
          allowDeselect={false}
          maxDropdownHeight={320}
          onChange={(op) => op && onChange(withOp(condition, op))}
        />
        {!loneOps.has(condition.op) && (
          <ExpressionInput
            label={t("where.to", { number })}
            placeholder={t("where.to.hint")}
            value={shownText(condition.to)}
            {...marksAt(problems, `${place}.to`)}
            onChange={(to) => onChange({ ...condition, to })}
          />
        )}
      </div>
      {removable && <RemoveRow label={t("where.remove", { number })} onClick={onRemove} />}
    </div>
  );
}

/** What the value is with the data at hand: decides which comparisons are offered first. */
function useKindOf(value: Json): ValueKind {
  const { scope } = usePreview();
  if (typeof value !== "string" || !isTemplate(value)) return kindOf(value);
  const parsed = parseTemplate(value);
  const found = parsed.ok ? evaluateTemplate(parsed.template, scope) : undefined;
  return kindOf(found?.kind === "value" ? found.value : undefined);
}
