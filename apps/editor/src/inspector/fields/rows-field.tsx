import { useState } from "react";
import { TextInput } from "@mantine/core";
import { ExpressionInput } from "../../expression/expression-input.js";
import { useT } from "../../ui/language.js";
import { readAny, shownAny, useRows, useTyped } from "../typed.js";
import { marksAt } from "../problems.js";
import type { FieldProps } from "./field-props.js";
import { FormulaSwitch } from "./formula-switch.js";
import { AddRow, RemoveRow } from "./row-tools.js";
import { OfferedRows } from "./offered-rows.js";
import { WantedRows } from "./wanted-rows.js";
import { namedRows, namedValue, pairsOf, recordOf, twice, type Pair } from "./rows.js";
import css from "../inspector.module.css";

/** Names with values, such as headers. */
export function KeyValuesField({ field }: { field: FieldProps }) {
  const t = useT();
  const [rows, change] = useRows(field.value, pairsOf, recordOf, field.onChange);
  const double = twice(rows);
  return (
    <FormulaSwitch
      field={field}
      note={double !== undefined && <div className={css.note}>{t("field.twice", { name: double })}</div>}
    >
      {() => (
        <>
          <Rows
            field={field}
            rows={rows}
            onChange={change}
            placeOf={placeInRecord(field)}
            {...(field.param.optionsFrom && { add: t("offered.add") })}
          />
          {field.param.optionsFrom && (
            <OfferedRows
              param={field.param}
              rows={rows}
              onAdd={(names) => change([...rows.filter(isWritten), ...names.map((name) => ({ name, value: "" }))])}
            />
          )}
          <WantedRows by={field.param.namesOf} rows={rows} onAdd={(name) => change([...rows, { name, value: "" }])} />
        </>
      )}
    </FormulaSwitch>
  );
}

const isWritten = ({ name, value }: Pair) => name.trim() !== "" || value !== "";

/** Named values of any kind, in order. */
export function FieldsField({ field }: { field: FieldProps }) {
  const t = useT();
  const [rows, change] = useRows(field.value, namedRows, namedValue, field.onChange);
  return (
    <FormulaSwitch field={field} note={rows.length > 0 && <div className={css.note}>{t("field.typed")}</div>}>
      {() => <Rows field={field} rows={rows} onChange={change} placeOf={placeInList(field)} typed />}
    </FormulaSwitch>
  );
}

interface RowsProps {
  field: FieldProps;
  rows: readonly Pair[];
  onChange: (rows: readonly Pair[]) => void;
  /** Where a row's name and value stand in the document, by which problems are told. */
  placeOf: (rows: readonly Pair[], index: number) => { name?: string; value: string };
  /** Values keep their kind; else they are texts. */
  typed?: boolean;
  /** What the button for another one says. */
  add?: string;
}

const EMPTY: Pair = { name: "", value: "" };

/** In an object an entry is told by its name. */
export const placeInRecord =
  ({ param }: FieldProps): RowsProps["placeOf"] =>
  (rows, index) => ({ value: `${param.name}.${rows[index]?.name.trim() ?? ""}` });

/** In a list by its number; a row that is wholly empty is no entry there. */
const placeInList =
  ({ param }: FieldProps): RowsProps["placeOf"] =>
  (rows, index) => {
    const before = rows.slice(0, index).filter(isWritten);
    const place = `${param.name}[${before.length}]`;
    return { name: `${place}.name`, value: `${place}.value` };
  };

/** Rows of names and values, with a button for another one. */
export function Rows({ field, rows: written, onChange, placeOf, typed = false, add }: RowsProps) {
  const t = useT();
  // What cannot be left empty begins with a row ready to be written in.
  const rows = written.length === 0 && field.required ? [EMPTY] : written;
  const [added, setAdded] = useState<number>();
  const put = (at: number, row: Pair) => onChange(rows.map((one, index) => (index === at ? row : one)));
  return (
    <div className={css.conditions} role="group" aria-label={field.label}>
      {rows.map((row, index) => {
        const number = index + 1;
        const place = placeOf(rows, index);
        return (
          <div key={index} className={css.row}>
            <TextInput
              aria-label={t("field.row.key", { label: field.label, number })}
              placeholder={t("field.key")}
              value={row.name}
              autoFocus={index === added}
              error={place.name !== undefined && marksAt(field.problems, place.name).invalid}
              onChange={({ currentTarget }) => put(index, { ...row, name: currentTarget.value })}
            />
            <RowValue
              label={t("field.row.value", { label: field.label, number })}
              row={row}
              typed={typed}
              marks={marksAt(field.problems, place.value)}
              onChange={(next) => put(index, next)}
            />
            <RemoveRow
              label={t("field.row.remove", { label: field.label, number })}
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            />
          </div>
        );
      })}
      <AddRow
        label={add ?? t("field.row.add")}
        onClick={() => {
          setAdded(rows.length);
          onChange([...rows, EMPTY]);
        }}
      />
    </div>
  );
}

interface RowValueProps {
  label: string;
  row: Pair;
  typed: boolean;
  marks: { invalid: boolean; faults: number[] };
  onChange: (row: Pair) => void;
}

function RowValue({ label, row, typed, marks, onChange }: RowValueProps) {
  const t = useT();
  const [text, type] = useTyped(
    row.value,
    typed ? shownAny : (value) => (typeof value === "string" ? value : shownAny(value)),
    typed ? (written) => readAny(written) ?? "" : (written) => written,
  );
  return (
    <ExpressionInput
      label={label}
      placeholder={t("field.value")}
      value={text}
      {...marks}
      onChange={(next) => onChange({ ...row, value: type(next) ?? "" })}
    />
  );
}
