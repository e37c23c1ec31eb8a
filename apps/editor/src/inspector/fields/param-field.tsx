import { createElement, useEffect, useRef, useState, type ComponentType } from "react";
import type { ParamDefinition, ParamKind } from "@leeway/engine";
import { useEditor } from "../../document/store.js";
import { useText } from "../../ui/language.js";
import { isInside } from "../problems.js";
import { useStep } from "../step-context.js";
import { CasesField } from "./cases-field.js";
import { BooleanField, ChoiceField } from "./choice-field.js";
import { DateField, DateRangeField } from "./date-field.js";
import type { FieldProps } from "./field-props.js";
import { IdField } from "./id-field.js";
import { JsonField } from "./json-field.js";
import { ListField } from "./list-field.js";
import { FieldsField, KeyValuesField } from "./rows-field.js";
import { TextField } from "./text-field.js";
import { WhereField } from "./where-field.js";

type Field = ComponentType<{ field: FieldProps }>;

const fields: Record<ParamKind, Field> = {
  text: TextField,
  longText: TextField,
  number: TextField,
  phone: TextField,
  email: TextField,
  url: TextField,
  boolean: BooleanField,
  choice: ChoiceField,
  dateTime: DateField,
  dateRange: DateRangeField,
  id: IdField,
  json: JsonField,
  keyValues: KeyValuesField,
  fields: FieldsField,
  list: ListField,
  where: WhereField,
  cases: CasesField,
  rows: JsonField,
  customFields: JsonField,
};

function fieldFor({ kind, options, optionsFrom }: ParamDefinition): Field {
  const single = kind === "text" || kind === "choice" || kind === "id";
  if (single && optionsFrom) return IdField;
  return kind === "choice" && !options ? TextField : fields[kind];
}

/** One param with the field that suits its kind. */
export function ParamField({ param }: { param: ParamDefinition }) {
  const text = useText();
  const { node, problems, set, shy } = useStep();
  const [touched, setTouched] = useState(false);
  const [inside, setInside] = useState(false);
  const place = useWanted(param.name, () => setTouched(true));
  // A fresh step does not scold for what nobody had a chance to fill in.
  const quiet = shy && !touched;
  const mine = problems.filter(
    ({ code, param: at }) =>
      isInside(at, param.name) && !(quiet && code === "param.required") && !(inside && halfWritten.has(code)),
  );
  return (
    <div
      ref={place}
      data-testid={`param-${param.name}`}
      onFocus={() => setInside(true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        setTouched(true);
        setInside(currentTarget.contains(relatedTarget));
      }}
    >
      {createElement(fieldFor(param), {
        field: {
          param,
          label: text(param.title),
          help: param.help && text(param.help),
          required: param.required === true,
          literal: param.literal === true,
          value: Object.hasOwn(node.params, param.name) ? node.params[param.name] : undefined,
          onChange: (value) => set(param.name, value),
          problems: mine,
        },
      })}
    </div>
  );
}

/** What is true of everything that is still being written; said once one leaves the field. */
const halfWritten: ReadonlySet<string> = new Set(["expression.syntax", "expression.unknownName", "param.format"]);

/** Comes into sight, with the cursor in it, when the list of problems leads here. */
function useWanted(param: string, onWanted: () => void) {
  const { node } = useStep();
  const wanted = useEditor((state) => state.wantedParam);
  const place = useRef<HTMLDivElement>(null);
  const seen = useRef<number>(undefined);
  useEffect(() => {
    if (!wanted || wanted.nodeId !== node.id || !isInside(wanted.param, param) || seen.current === wanted.at) return;
    seen.current = wanted.at;
    onWanted();
    place.current?.scrollIntoView({ block: "center" });
    const first = (what: string) => place.current?.querySelector<HTMLElement>(what);
    // The faulty one of several rows; and the switch to a formula stands before what is written in.
    (first('[aria-invalid="true"]') ?? first('[contenteditable="true"], input, textarea') ?? first("button"))?.focus();
  });
  return place;
}
