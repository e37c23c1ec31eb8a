import type { ReactNode } from "react";
import { Group, Input } from "@mantine/core";
import { DayField } from "./day-field.js";
import { useT } from "./language.js";
import { TimeField } from "./time-field.js";

interface MomentFieldProps {
  label: string;
  description?: ReactNode;
  error?: ReactNode;
  /** `2026-11-21T14:30` on whatever clocks the field is about, or nothing. */
  value: string;
  onChange: (moment: string) => void;
  /** Within a panel that closes by a press beside it: it has the focus at once, and its calendar is a part of the panel. */
  inPanel?: boolean;
  onEnter?: () => void;
}

/** A day and a time of it. Without a day there is nothing; a day that has just been chosen begins at midnight. */
export function MomentField({
  label,
  description,
  error,
  value,
  onChange,
  inPanel = false,
  onEnter,
}: MomentFieldProps) {
  const t = useT();
  const [day = "", time = ""] = value.split("T");
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Group
        gap={4}
        wrap="nowrap"
        role="group"
        aria-label={label}
        onKeyDown={({ key }) => key === "Enter" && onEnter?.()}
      >
        <DayField
          aria-label={t("moment.day", { label })}
          value={day}
          onChange={(next) => onChange(next === "" ? "" : `${next}T${time || "00:00"}`)}
          {...(inPanel && { "data-autofocus": true, popoverProps: { withinPortal: false } })}
        />
        <TimeField
          hidden
          label={label}
          value={time}
          disabled={day === ""}
          onChange={(next) => next !== "" && onChange(`${day}T${next}`)}
        />
      </Group>
    </Input.Wrapper>
  );
}
