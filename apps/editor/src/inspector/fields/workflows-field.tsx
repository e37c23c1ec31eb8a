import { MultiSelect } from "@mantine/core";
import { useWorkflows } from "../../api/workflows.js";
import { labelIn } from "../../document/labels.js";
import { useT } from "../../ui/language.js";
import { Frame } from "../frame.js";
import { useStep } from "../step-context.js";
import type { FieldProps } from "./field-props.js";

/** Some of the workspace's workflows, by their names. */
export function WorkflowsField({ field }: { field: FieldProps }) {
  const t = useT();
  const { param, value, label, onChange } = field;
  const { node } = useStep();
  const { data } = useWorkflows();
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const known = new Map((data?.pages ?? []).flatMap(({ items }) => items).map(({ id, name }) => [id, name]));
  // One that is deleted keeps the name by which it was chosen, until it is taken out.
  for (const id of chosen) if (!known.has(id)) known.set(id, labelIn(node, param.name, id) ?? id);
  return (
    <Frame {...field}>
      {({ describedBy, invalid }) => (
        <MultiSelect
          aria-label={label}
          aria-describedby={describedBy}
          data={[...known].map(([id, name]) => ({ value: id, label: name }))}
          value={chosen}
          error={invalid}
          searchable
          hidePickedOptions
          placeholder={chosen.length === 0 ? t("field.choose") : ""}
          nothingFoundMessage={t("field.workflows.none")}
          onChange={(next) =>
            onChange(
              next.length === 0 ? undefined : next,
              Object.fromEntries(next.map((id) => [id, known.get(id) ?? id])),
            )
          }
        />
      )}
    </Frame>
  );
}
