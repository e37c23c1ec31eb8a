import { useState, type ReactNode } from "react";
import type { Json } from "@leeway/engine";
import { ExpressionInput } from "../../expression/expression-input.js";
import { useT } from "../../ui/language.js";
import { readAny, shownAny, useTyped } from "../typed.js";
import { ChoicePicker } from "./choice-picker.js";
import type { FieldProps } from "./field-props.js";
import { FormulaSwitch } from "./formula-switch.js";
import { idFromLink } from "./links.js";
import { AddRow, RemoveRow } from "./row-tools.js";
import css from "../inspector.module.css";

/** Several values, one a row. */
export function ListField({ field }: { field: FieldProps }) {
  const t = useT();
  const { param, label, value, onChange } = field;
  const entries: readonly Json[] = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  const [added, setAdded] = useState<number>();
  const put = (next: Json[]) => onChange(next.length === 0 ? undefined : next);
  return (
    <FormulaSwitch field={field}>
      {() => (
        <div className={css.conditions} role="group" aria-label={label}>
          {entries.map((entry, index) => (
            <div key={index} className={css.entry}>
              <Entry
                label={t("field.row.label", { label, number: index + 1 })}
                value={entry}
                idKind={param.idKind}
                tools={
                  param.optionsFrom && (
                    <ChoicePicker
                      field={{
                        ...field,
                        label: t("field.row.label", { label, number: index + 1 }),
                        onChange: (next) => put(entries.map((one, at) => (at === index ? (next ?? "") : one))),
                      }}
                    />
                  )
                }
                autoFocus={index === added}
                onChange={(next) => put(entries.map((one, at) => (at === index ? next : one)))}
              />
              <RemoveRow
                label={t("field.row.remove", { label, number: index + 1 })}
                onClick={() => put(entries.filter((_, at) => at !== index))}
              />
            </div>
          ))}
          <AddRow
            label={t("field.row.add")}
            onClick={() => {
              setAdded(entries.length);
              put([...entries, ""]);
            }}
          />
        </div>
      )}
    </FormulaSwitch>
  );
}

interface EntryProps {
  label: string;
  value: Json;
  idKind: FieldProps["param"]["idKind"];
  autoFocus: boolean;
  tools: ReactNode;
  onChange: (value: Json) => void;
}

function Entry({ label, value, idKind, autoFocus, tools, onChange }: EntryProps) {
  const [text, type] = useTyped(value, shownAny, (typed) => (idKind ? typed : (readAny(typed) ?? "")));
  return (
    <ExpressionInput
      label={label}
      value={text}
      autoFocus={autoFocus}
      tools={tools}
      single
      onChange={(next) => onChange(type(next) ?? "")}
      onPaste={(pasted) => {
        const found = idFromLink(pasted, idKind);
        return found?.kind === "id" ? found.id : undefined;
      }}
    />
  );
}
