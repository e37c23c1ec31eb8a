import { Select } from "@mantine/core";
import { useWorkflows } from "../../api/workflows.js";
import { useT } from "../../ui/language.js";
import { Frame } from "../frame.js";
import { shownText } from "../typed.js";
import type { FieldProps } from "./field-props.js";

const TRIGGER = "trigger.workflow";

/** One of the workspace's workflows that can be called. */
export function WorkflowField({ field }: { field: FieldProps }) {
  const t = useT();
  const { value, label, onChange } = field;
  const { data } = useWorkflows();
  const chosen = shownText(value);
  const all = (data?.pages ?? []).flatMap(({ items }) => items);
  // What is chosen already is shown by its name, whatever has become of its trigger.
  const possible = all.filter(({ id, nodeTypes }) => id === chosen || nodeTypes.includes(TRIGGER));
  return (
    <Frame {...field}>
      {({ describedBy, invalid }) => (
        <Select
          aria-label={label}
          aria-describedby={describedBy}
          data={possible.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen || null}
          error={invalid}
          searchable
          allowDeselect={false}
          placeholder={t("field.choose")}
          nothingFoundMessage={t("field.workflow.none")}
          onChange={(_, next) => onChange(next?.value, next ? { [next.value]: next.label } : undefined)}
        />
      )}
    </Frame>
  );
}
