import type { Field, ValueType } from "@leeway/api";
import { isObject, type Json, type ParamDefinition, type ParamKind } from "@leeway/engine";

/** One value of a custom field, as Leeloo takes it. */
export interface CustomValue {
  type: string;
  name: string;
  value: Json;
}

const kinds: Record<ValueType, ParamKind> = {
  text: "text",
  number: "number",
  boolean: "boolean",
  date: "dateTime",
  phone: "phone",
  email: "email",
  url: "url",
};

/** Leeloo writes its types in capitals: PHONE, EMAIL. */
export const leelooType = (type: ValueType): string => type.toUpperCase();

/** `[{ type, name, value }]` as rows; what is none of these is shown as a row without a name. */
export const customValuesOf = (value: Json | undefined): CustomValue[] =>
  Array.isArray(value)
    ? value.map((one) => {
        const { type, name, value: own } = isObject(one) ? one : {};
        return { type: textIn(type), name: textIn(name), value: own ?? "" };
      })
    : [];

const textIn = (value: Json | undefined) => (typeof value === "string" ? value : "");

/** A fresh row for a field of the workspace. */
export const freshValue = ({ type, name }: Field): CustomValue => ({ type: leelooType(type), name, value: "" });

/** The fields that have no row yet. */
export const unusedFields = (fields: readonly Field[], rows: readonly CustomValue[]): Field[] =>
  fields.filter(({ name }) => !rows.some((row) => row.name === name));

/** The input of one value: by the field's type, or any text where the field is no more. */
export function valueParam(rows: ParamDefinition, index: number, field: Field | undefined): ParamDefinition {
  const kind = field ? kinds[field.type] : "text";
  return { name: `${rows.name}[${index}].value`, kind, title: rows.title };
}
