import { Select } from "@mantine/core";
import { useWorkflows } from "../api/workflows.js";
import { useT } from "./language.js";

interface WorkflowFilterProps {
  value: string | undefined;
  onChange: (workflowId: string | null) => void;
}

/** Whether a list shows what concerns all workflows or one of them. */
export function WorkflowFilter({ value, onChange }: WorkflowFilterProps) {
  const t = useT();
  const known = useWorkflows().data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Select
      aria-label={t("runs.filter.workflow")}
      placeholder={t("runs.filter.workflow.all")}
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      value={value ?? null}
      onChange={onChange}
      clearable
      searchable
      w={{ base: "100%", xs: 280 }}
    />
  );
}
