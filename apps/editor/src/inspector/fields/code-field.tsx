import { useRef, type UIEvent } from "react";
import { shownText, readText, useTyped } from "../typed.js";
import { Frame } from "../frame.js";
import type { FieldProps } from "./field-props.js";
import css from "./code-field.module.css";

const FEWEST_LINES = 6;

/** A program: as it is written, with the numbers of its lines, which errors name. */
export function CodeField({ field }: { field: FieldProps }) {
  const { param, label, value, onChange } = field;
  const [text, type] = useTyped(value ?? param.default, shownText, readText);
  const numbers = useRef<HTMLPreElement>(null);
  const lines = Math.max(FEWEST_LINES, text.split("\n").length);
  const follow = ({ currentTarget }: UIEvent<HTMLTextAreaElement>) => {
    if (numbers.current) numbers.current.scrollTop = currentTarget.scrollTop;
  };
  return (
    <Frame {...field}>
      {({ describedBy, invalid }) => (
        <div className={css.editor} data-invalid={invalid || undefined}>
          <pre ref={numbers} className={css.numbers} aria-hidden>
            {Array.from({ length: lines }, (_, index) => index + 1).join("\n")}
          </pre>
          <textarea
            className={css.source}
            aria-label={label}
            aria-describedby={describedBy}
            aria-invalid={invalid || undefined}
            aria-required={field.required || undefined}
            rows={lines}
            wrap="off"
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            value={text}
            onScroll={follow}
            onChange={({ currentTarget }) => onChange(type(currentTarget.value))}
          />
        </div>
      )}
    </Frame>
  );
}
