import { Button, Group, Text } from "@mantine/core";
import { ownOf, type Json } from "@leeway/engine";
import { useKeepSample, useSamples } from "../api/workflows.js";
import { useMay } from "../api/permission.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { useStep } from "./step-context.js";

/** Keeps what a step gave, so that others can be tried without doing it again. Triggers have a box of their own. */
export function KeepSample({ output }: { output: Json | undefined }) {
  const may = useMay();
  const t = useT();
  const { workflowId, node, definition } = useStep();
  const kept = ownOf(useSamples(workflowId).data ?? {}, node.id) !== undefined;
  const keep = useKeepSample(workflowId);
  if (definition.kind === "trigger") return null;
  const save = (payload: Json) => keep.mutate({ nodeId: node.id, payload }, { onError: (error) => sayError(error, t) });
  if (!may("workflows.edit")) return null;
  return (
    <Group gap="xs">
      {output !== undefined && output !== null && (
        <Button
          size="compact-sm"
          variant="default"
          loading={keep.isPending}
          data-testid="keep-sample"
          onClick={() => save(output)}
        >
          {t("try.keep")}
        </Button>
      )}
      {kept && (
        <>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            data-testid="forget-sample"
            onClick={() => save(null)}
          >
            {t("try.forget")}
          </Button>
          <Text size="xs" c="dimmed">
            {t("try.kept")}
          </Text>
        </>
      )}
    </Group>
  );
}
