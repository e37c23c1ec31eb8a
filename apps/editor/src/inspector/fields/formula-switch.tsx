import { useState, type ReactNode } from "react";
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconMathFunction } from "@tabler/icons-react";
import { isTemplate, type Json } from "@leeway/engine";
import { ExpressionInput } from "../../expression/expression-input.js";
import { useT } from "../../ui/language.js";
import { useStep } from "../step-context.js";
import { Frame, type FrameIds } from "../frame.js";
import type { FieldProps } from "./field-props.js";
import { readText, shownText, useTyped } from "../typed.js";

/** A field that is filled in by hand with its own control, or taken from data by a formula. */
export function FormulaSwitch({
  field,
  note,
  children,
}: {
  field: FieldProps;
  note?: ReactNode;
  children: (ids: FrameIds) => ReactNode;
}) {
  const t = useT();
  const { label, value, onChange } = field;
  const [wanted, setWanted] = useState(false);
  const [byHand, setByHand] = useState<Json>();
  const [text, type] = useTyped(value, (one) => (isFormula(one) ? shownText(one) : ""), readText);
  const { definition } = useStep();
  const formula = wanted || isFormula(value);
  // Before a trigger there is nothing to take from.
  const possible = formula || (!field.literal && definition.kind !== "trigger");
  const toggle = () => {
    setWanted(!formula);
    if (!formula) setByHand(value);
    else if (isFormula(value)) onChange(byHand);
  };
  const short = t(formula ? "field.formula.off" : "field.formula.short");
  return (
    <Frame
      {...field}
      note={formula ? undefined : note}
      aside={
        possible && (
          <Tooltip label={short} openDelay={300}>
            <ActionIcon
              size="sm"
              variant={formula ? "light" : "subtle"}
              color={formula ? "cyan" : "gray"}
              aria-label={t("field.formula", { label })}
              aria-pressed={formula}
              onClick={toggle}
            >
              <IconMathFunction size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )
      }
    >
      {(ids) =>
        formula ? (
          <ExpressionInput label={label} value={text} single onChange={(next) => onChange(type(next))} {...ids} />
        ) : (
          children(ids)
        )
      }
    </Frame>
  );
}

const isFormula = (value: Json | undefined) => typeof value === "string" && isTemplate(value);
