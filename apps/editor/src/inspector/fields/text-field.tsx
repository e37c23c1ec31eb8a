import type { ReactNode } from "react";
import { Textarea, TextInput } from "@mantine/core";
import type { IdKind, Json, ParamKind } from "@leeway/engine";
import { ExpressionInput } from "../../expression/expression-input.js";
import { useT } from "../../ui/language.js";
import { Frame, type FrameIds } from "../frame.js";
import { readNumber, readText, shownText, useTyped } from "../typed.js";
import type { FieldProps } from "./field-props.js";

const read: Partial<Record<ParamKind, (text: string) => Json | undefined>> = { number: readNumber };

/** Kinds whose value is one thing: a picked value replaces it. */
const single: ReadonlySet<ParamKind> = new Set(["id", "number", "phone", "email", "dateTime"]);

const faultsOf = ({ problems, param }: FieldProps): number[] =>
  problems.flatMap(({ position, param: at }) => (position !== undefined && at === param.name ? [position] : []));

interface TextFieldProps {
  field: FieldProps;
  tools?: ReactNode;
  note?: ReactNode;
  onPaste?: (text: string) => string | undefined;
  /** What the value is called: shown in its place. */
  chip?: string | undefined;
  /** Which ids of earlier steps fit. */
  wanted?: IdKind | undefined;
}

/** One value that is written: a text, a number, an address, with values of earlier steps in it. */
export function TextField({ note, ...props }: TextFieldProps) {
  return (
    <Frame {...props.field} note={note}>
      {(ids) => <TextInField {...props} ids={ids} />}
    </Frame>
  );
}

/** The same without label, help and problems around it. */
export function TextInField({ field, ids, tools, onPaste, chip, wanted }: TextFieldProps & { ids: FrameIds }) {
  const t = useT();
  const { describedBy, invalid } = ids;
  const { param, label, value, onChange } = field;
  const [text, type] = useTyped(value, shownText, read[param.kind] ?? readText);
  const multiline = param.kind === "longText";
  const fallback = shownText(param.default);
  const placeholder = fallback === "" ? (param.placeholder ?? "") : t("field.default", { value: fallback });
  return field.literal ? (
    <Plain {...{ label, text, multiline, placeholder, invalid, describedBy }} onType={(next) => onChange(type(next))} />
  ) : (
    <ExpressionInput
      label={label}
      value={text}
      onChange={(next) => onChange(type(next))}
      multiline={multiline}
      single={single.has(param.kind)}
      faults={faultsOf(field)}
      placeholder={placeholder}
      required={field.required}
      invalid={invalid}
      describedBy={describedBy}
      tools={tools}
      chip={chip}
      wanted={wanted}
      {...(onPaste && { onPaste })}
    />
  );
}

interface PlainProps {
  label: string;
  text: string;
  multiline: boolean;
  placeholder: string;
  invalid: boolean;
  describedBy: string | undefined;
  onType: (text: string) => void;
}

function Plain({ label, text, multiline, placeholder, invalid, describedBy, onType }: PlainProps) {
  const common = { "aria-label": label, "aria-describedby": describedBy, value: text, placeholder, error: invalid };
  return multiline ? (
    <Textarea {...common} autosize minRows={3} onChange={({ currentTarget }) => onType(currentTarget.value)} />
  ) : (
    <TextInput {...common} onChange={({ currentTarget }) => onType(currentTarget.value)} />
  );
}
