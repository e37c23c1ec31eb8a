import { useState } from "react";
import { SegmentedControl } from "@mantine/core";
import { ExpressionInput } from "../../expression/expression-input.js";
import { useT } from "../../ui/language.js";
import { Frame } from "../frame.js";
import { typedJson } from "../json-text.js";
import { readAny, shownAny, useRows, useTyped } from "../typed.js";
import type { FieldProps } from "./field-props.js";
import { fitsRows, opensAs, type JsonMode } from "./json-modes.js";
import { pairsOf, recordOf, twice } from "./rows.js";
import { placeInRecord, Rows } from "./rows-field.js";
import css from "../inspector.module.css";

/** Any value: named values in rows, or one value, a text or JSON with templates inside. */
export function JsonField({ field }: { field: FieldProps }) {
  const t = useT();
  const { param, label, value, onChange } = field;
  const [wanted, setWanted] = useState<JsonMode>(() => opensAs(value, param.placeholder));
  // What is being written is kept through a change of the way, a row without a name too.
  const [text, type] = useTyped(value, shownAny, readAny);
  const [rows, change] = useRows(value, pairsOf, recordOf, onChange);
  const possible = fitsRows(value);
  const mode = possible ? wanted : "text";
  const { fault } = typedJson(text);
  const double = twice(rows);
  const said =
    mode === "rows"
      ? double !== undefined && t("field.twice", { name: double })
      : fault && (fault.near === "" ? t("field.json.fault", placed(fault)) : t("field.json.fault.near", placed(fault)));
  const modes = [
    { value: "rows", label: t("field.json.rows"), disabled: !possible },
    { value: "text", label: t("field.json.text") },
  ];
  return (
    <Frame
      {...field}
      note={
        said && (
          <div className={css.note} role="status">
            {said}
          </div>
        )
      }
    >
      {(ids) => (
        <>
          <SegmentedControl
            size="xs"
            mb={6}
            aria-label={t("field.json.modes", { label })}
            title={possible ? "" : t("field.json.notRows")}
            data={modes}
            value={mode}
            onChange={(next) => setWanted(next === "rows" ? "rows" : "text")}
          />
          {mode === "rows" ? (
            <Rows field={field} rows={rows} onChange={change} placeOf={placeInRecord(field)} typed />
          ) : (
            <ExpressionInput
              {...ids}
              code
              multiline
              label={label}
              value={text}
              onChange={(next) => {
                const meant = type(next);
                // What is emptied to be written anew stays as it is written.
                setWanted("text");
                onChange(meant);
              }}
              placeholder={param.placeholder}
              required={field.required}
            />
          )}
        </>
      )}
    </Frame>
  );
}

const placed = ({ line, column, near }: { line: number; column: number; near: string }) => ({ line, column, near });
