import { useState } from "react";
import { SegmentedControl } from "@mantine/core";
import { useT, useText } from "../../ui/language.js";
import type { FieldProps } from "./field-props.js";
import { readyAnswer } from "./own-or-option.js";
import { Frame } from "../frame.js";
import { TextInField } from "./text-field.js";

/** A value that is written, or one of the service's words for "there is none", which nobody should have to know. */
export function OwnOrOptionField({ field }: { field: FieldProps }) {
  const t = useT();
  const text = useText();
  const { param, label, value, onChange } = field;
  const ready = readyAnswer(param, value);
  /** One is about to write: an empty field is not yet the default again. */
  const [writing, setWriting] = useState(false);
  const chosen = ready && !(writing && value === undefined) ? String(ready.value) : "";
  return (
    <Frame {...field}>
      {(ids) => (
        <>
          <SegmentedControl
            fullWidth
            size="xs"
            mb={chosen === "" ? 6 : 0}
            aria-label={t("field.ways", { label })}
            value={chosen}
            data={[
              ...(param.options ?? []).map((option) => ({ value: String(option.value), label: text(option.title) })),
              { value: "", label: t(param.kind === "url" ? "field.own.url" : "field.own") },
            ]}
            onChange={(next) => {
              setWriting(next === "");
              onChange(next === "" ? undefined : param.options?.find((one) => String(one.value) === next)?.value);
            }}
          />
          {chosen === "" && <TextInField field={{ ...field, param: { ...param, default: null } }} ids={ids} />}
        </>
      )}
    </Frame>
  );
}
