import { TagsInput } from "@mantine/core";
import { Frame } from "../frame.js";
import type { FieldProps } from "./field-props.js";

/** Several short texts that are taken as they are written: addresses, sites. Each becomes a tag; pasted lists are taken apart. */
export function TagsField({ field }: { field: FieldProps }) {
  const { param, label, value, onChange } = field;
  const tags = (Array.isArray(value) ? value : []).flatMap((entry) => (typeof entry === "string" ? [entry] : []));
  return (
    <Frame {...field}>
      {({ describedBy, invalid }) => (
        <TagsInput
          aria-label={label}
          aria-describedby={describedBy}
          value={tags}
          error={invalid}
          placeholder={tags.length === 0 ? param.placeholder : undefined}
          splitChars={[",", ";", " "]}
          acceptValueOnBlur
          {...(param.maxItems !== undefined && { maxTags: param.maxItems })}
          onChange={(next) => onChange(next.length === 0 ? undefined : next)}
        />
      )}
    </Frame>
  );
}
