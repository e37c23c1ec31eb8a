import { createElement } from "react";
import { Text } from "@mantine/core";
import type { Json, JsonObject, ParamDefinition } from "@leeway/engine";
import { useT, useText } from "../../ui/language.js";
import { fieldFor } from "../fields/field-for.js";
import type { FieldProps } from "../fields/field-props.js";
import { FormulaSwitch } from "../fields/formula-switch.js";
import { AddRow } from "../fields/row-tools.js";
import { isInside } from "../problems.js";
import { shownParams } from "../shown.js";
import { cellParam, moved, rowsOf, withCell } from "./table.js";
import { RowHead } from "./row-head.js";
import css from "../inspector.module.css";

/** Rows with the same few values each. */
export function TableField({ field }: { field: FieldProps }) {
  const t = useT();
  const { param, label, required, onChange } = field;
  const written = rowsOf(field.value);
  // What cannot be left empty begins with a row ready to be written in.
  const rows = written.length === 0 && required ? [{}] : written;
  const put = (next: readonly JsonObject[]) => onChange(next.length === 0 ? undefined : [...next]);
  const full = param.maxItems !== undefined && rows.length >= param.maxItems;
  // A cell's own problems stand at the cell.
  const cells = (place: string | undefined) =>
    rows.some((_, index) =>
      (param.columns ?? []).some(({ name }) => isInside(place, `${param.name}[${index}].${name}`)),
    );
  const whole = field.problems.filter(({ param: place }) => !cells(place));
  return (
    <FormulaSwitch field={{ ...field, problems: whole }}>
      {() => (
        <div className={css.conditions} role="group" aria-label={label} data-rows>
          {rows.map((row, index) => (
            <div
              key={index}
              className={`${css.card} ${css.conditions}`}
              role="group"
              aria-label={t("field.row.label", { label, number: index + 1 })}
            >
              <RowHead
                name={t("rows.row", { number: index + 1 })}
                first={index === 0}
                last={index === rows.length - 1}
                onMove={(by) => put(moved(rows, index, index + by))}
                onRemove={() => put(rows.filter((_, at) => at !== index))}
              />
              {shownParams({ params: param.columns ?? [] }, row).map((column) => (
                <Cell
                  key={column.name}
                  field={field}
                  column={column}
                  place={cellParam(param.name, index, column)}
                  value={Object.hasOwn(row, column.name) ? row[column.name] : undefined}
                  onChange={(value) =>
                    put(rows.map((one, at) => (at === index ? withCell(one, column.name, value) : one)))
                  }
                />
              ))}
            </div>
          ))}
          {full ? (
            <Text size="xs" c="dimmed">
              {t("rows.full", { count: param.maxItems ?? 0 })}
            </Text>
          ) : (
            <AddRow label={t("field.row.add")} onClick={() => put([...rows, {}])} />
          )}
        </div>
      )}
    </FormulaSwitch>
  );
}

interface CellProps {
  field: FieldProps;
  column: ParamDefinition;
  /** The column as the param of this one cell. */
  place: ParamDefinition;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
}

function Cell({ field, column, place, value, onChange }: CellProps) {
  const text = useText();
  return (
    <div data-testid={`cell-${place.name}`}>
      {createElement(fieldFor(column), {
        field: {
          param: place,
          label: text(column.title),
          help: column.help && text(column.help),
          required: column.required === true,
          literal: field.literal,
          value,
          onChange,
          problems: field.problems.filter(({ param }) => isInside(param, place.name)),
        },
      })}
    </div>
  );
}
