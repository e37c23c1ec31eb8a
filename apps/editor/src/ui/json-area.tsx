import { useState } from "react";
import { Textarea, type TextareaProps } from "@mantine/core";
import { readJson } from "./json-text.js";
import { useT } from "./language.js";

interface JsonAreaProps extends Omit<TextareaProps, "value" | "onChange" | "onBlur" | "error"> {
  value: string;
  onChange: (text: string) => void;
  /** Nothing may stand there, too. */
  optional?: boolean;
}

/** A place to write JSON in. Who has written says where it is wrong; whoever writes is left alone. */
export function JsonArea({ value, onChange, optional = false, ...props }: JsonAreaProps) {
  const t = useT();
  const [written, setWritten] = useState(false);
  const read = written && !(optional && value.trim() === "") ? readJson(value) : undefined;
  const fault = read?.ok === false ? read.fault : undefined;
  return (
    <Textarea
      autosize
      spellCheck={false}
      autoComplete="off"
      data-monospace
      {...props}
      value={value}
      onChange={({ currentTarget }) => {
        setWritten(false);
        onChange(currentTarget.value);
      }}
      onBlur={() => setWritten(true)}
      error={fault && t(fault.near === "" ? "json.bad.end" : "json.bad.near", { ...fault })}
    />
  );
}
