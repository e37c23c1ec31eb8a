import { createElement } from "react";
import { Anchor, Select, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Field } from "@leeway/api";
import { useFields } from "../../api/workspace.js";
import { useT } from "../../ui/language.js";
import { fieldFor } from "../fields/field-for.js";
import type { FieldProps } from "../fields/field-props.js";
import { FormulaSwitch } from "../fields/formula-switch.js";
import { isInside } from "../problems.js";
import { customValuesOf, freshValue, leelooType, unusedFields, valueParam, type CustomValue } from "./custom-fields.js";
import { RowHead } from "./row-head.js";
import { moved } from "./table.js";
import css from "../inspector.module.css";

/** Values of the custom fields that the workspace knows from Leeloo. */
export function CustomFieldsField({ field }: { field: FieldProps }) {
  const { param, label, onChange } = field;
  const { data: fields } = useFields();
  const rows = customValuesOf(field.value);
  const put = (next: readonly CustomValue[]) =>
    onChange(next.length === 0 ? undefined : next.map((one) => ({ ...one })));
  const inValue = (place: string | undefined) =>
    rows.some((_, index) => isInside(place, `${param.name}[${index}].value`));
  const whole = field.problems.filter(({ param: place }) => !inValue(place));
  return (
    <FormulaSwitch field={{ ...field, problems: whole }}>
      {() => (
        <div className={css.conditions} role="group" aria-label={label} data-rows>
          {rows.map((row, index) => (
            <Row
              // A row's own state goes with it where one above it is taken away.
              key={keyOf(rows, index)}
              field={field}
              row={row}
              index={index}
              count={rows.length}
              known={fields?.find(({ name }) => name === row.name)}
              loaded={fields !== undefined}
              onMove={(by) => put(moved(rows, index, index + by))}
              onRemove={() => put(rows.filter((_, at) => at !== index))}
              onChange={(next) => put(rows.map((one, at) => (at === index ? next : one)))}
            />
          ))}
          {fields && <Add field={field} fields={fields} rows={rows} onAdd={(one) => put([...rows, freshValue(one)])} />}
        </div>
      )}
    </FormulaSwitch>
  );
}

/** A field has one row; where a document has two of a name they are counted. */
const keyOf = (rows: readonly CustomValue[], index: number) => {
  const { name } = rows[index] ?? { name: "" };
  return `${name} ${rows.slice(0, index).filter((one) => one.name === name).length}`;
};

interface RowProps {
  field: FieldProps;
  row: CustomValue;
  index: number;
  count: number;
  /** The workspace's field of that name. */
  known: Field | undefined;
  loaded: boolean;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
  onChange: (row: CustomValue) => void;
}

function Row({ field, row, index, count, known, loaded, onMove, onRemove, onChange }: RowProps) {
  const t = useT();
  const param = valueParam(field.param, index, known);
  const name = row.name || t("rows.row", { number: index + 1 });
  return (
    <div className={css.card} role="group" aria-label={name} data-testid={`custom-${row.name}`}>
      <RowHead name={name} first={index === 0} last={index === count - 1} onMove={onMove} onRemove={onRemove} />
      {createElement(fieldFor(param), {
        field: {
          param,
          label: known ? t(`type.${known.type}`) : t("field.value"),
          help: undefined,
          required: false,
          literal: false,
          value: row.value === "" ? undefined : row.value,
          onChange: (value) =>
            onChange({ ...row, type: known ? leelooType(known.type) : row.type, value: value ?? "" }),
          problems: field.problems.filter(({ param: place }) => isInside(place, param.name)),
        },
      })}
      {loaded && !known && (
        <Text size="xs" mt={4} className={css.problem} data-severity="warning" role="status">
          {t("customFields.gone", { name })}
        </Text>
      )}
    </div>
  );
}

interface AddProps {
  field: FieldProps;
  fields: readonly Field[];
  rows: readonly CustomValue[];
  onAdd: (field: Field) => void;
}

function Add({ field: { param, label }, fields, rows, onAdd }: AddProps) {
  const t = useT();
  const unused = unusedFields(fields, rows);
  if (param.maxItems !== undefined && rows.length >= param.maxItems)
    return (
      <Text size="xs" c="dimmed">
        {t("rows.full", { count: param.maxItems })}
      </Text>
    );
  return (
    <Stack gap={4}>
      {unused.length > 0 && (
        <Select
          aria-label={t("customFields.add.to", { label })}
          placeholder={t("customFields.add")}
          searchable
          nothingFoundMessage={t("customFields.nothing")}
          value={null}
          data={unused.map(({ name, type }) => ({ value: name, label: `${name} · ${t(`type.${type}`)}` }))}
          onChange={(name) => {
            const chosen = unused.find((one) => one.name === name);
            if (chosen) onAdd(chosen);
          }}
        />
      )}
      <Text size="xs" c="dimmed">
        {t(fields.length === 0 ? "customFields.none" : "customFields.where")}{" "}
        <Anchor component={Link} to="/data?tab=fields" target="_blank" size="xs">
          {t("customFields.open")}
        </Anchor>
      </Text>
    </Stack>
  );
}
