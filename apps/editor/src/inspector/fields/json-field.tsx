import { ExpressionInput } from "../../expression/expression-input.js";
import { useT } from "../../ui/language.js";
import { Frame } from "../frame.js";
import { typedJson } from "../json-text.js";
import { readAny, shownAny, useTyped } from "../typed.js";
import type { FieldProps } from "./field-props.js";
import css from "../inspector.module.css";

/** Any value, written as JSON or text, with templates inside. */
export function JsonField({ field }: { field: FieldProps }) {
  const t = useT();
  const { param, label, value, onChange } = field;
  const [text, type] = useTyped(value, shownAny, readAny);
  const { fault } = typedJson(text);
  return (
    <Frame
      {...field}
      note={
        fault && (
          <div className={css.note} role="status">
            {fault.near === "" ? t("field.json.fault", placed(fault)) : t("field.json.fault.near", placed(fault))}
          </div>
        )
      }
    >
      {(ids) => (
        <ExpressionInput
          {...ids}
          code
          multiline
          label={label}
          value={text}
          onChange={(next) => onChange(type(next))}
          placeholder={param.placeholder}
          required={field.required}
        />
      )}
    </Frame>
  );
}

const placed = ({ line, column, near }: { line: number; column: number; near: string }) => ({ line, column, near });
