import { useId, useRef, type MouseEvent, type ReactNode } from "react";
import { Group, Input } from "@mantine/core";
import type { ProblemDto } from "@leeway/api";
import { useT } from "../ui/language.js";
import { useStep } from "./step-context.js";
import css from "./inspector.module.css";

export interface FrameIds {
  describedBy: string | undefined;
  invalid: boolean;
}

interface FrameProps {
  label: string;
  help?: string | undefined;
  required?: boolean;
  problems?: readonly ProblemDto[];
  /** What a field says of itself, e.g. about a link pasted into it. */
  note?: ReactNode;
  /** Stands at the right of the label. */
  aside?: ReactNode;
  children: (ids: FrameIds) => ReactNode;
}

const focusable = '[contenteditable="true"], input:not([type="hidden"]), textarea, button';

/** Label, help and problems around a field, tied to it for those who cannot see. */
export function Frame({ label, help, required = false, problems = [], note, aside, children }: FrameProps) {
  const { say } = useStep();
  const id = useId();
  const body = useRef<HTMLDivElement>(null);
  const t = useT();
  const placeOf = (param: string | undefined) => {
    const row = /\[(\d+)\]\.name$/.exec(param ?? "")?.[1];
    return row === undefined ? label : t("field.row.key", { label, number: Number(row) + 1 });
  };
  const invalid = problems.some(({ severity }) => severity === "error");
  const described = [help ? `${id}-help` : "", problems.length > 0 ? `${id}-problems` : ""].filter(Boolean).join(" ");
  const toField = (event: MouseEvent) => {
    event.preventDefault();
    body.current?.querySelector<HTMLElement>(focusable)?.focus();
  };
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap" mih={26}>
        <Input.Label labelElement="div" required={required} onMouseDown={toField}>
          {label}
        </Input.Label>
        {aside}
      </Group>
      <div ref={body}>{children({ describedBy: described === "" ? undefined : described, invalid })}</div>
      {note}
      {problems.length > 0 && (
        <div id={`${id}-problems`} className={css.problems}>
          {problems.map((problem, index) => (
            <Input.Error key={index} data-severity={problem.severity} className={css.problem} role="status">
              {say(problem, placeOf(problem.param))}
            </Input.Error>
          ))}
        </div>
      )}
      {help && (
        <Input.Description id={`${id}-help`} mt={4}>
          {help}
        </Input.Description>
      )}
    </div>
  );
}
