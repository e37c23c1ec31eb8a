import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconBolt } from "@tabler/icons-react";
import type { SandboxWaitingFault } from "@leeway/api";
import type { NodeDefinition } from "@leeway/engine";
import { useMendSandbox, useSandboxFaults } from "../api/sandbox.js";
import { Allowed } from "../ui/allowed.js";
import { useT, useText } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { operationOf } from "./operations.js";

/** A bad day that was asked for and is not over: nobody should wonder later why everything fails. */
export function WaitingFaults({ definitions }: { definitions: readonly NodeDefinition[] }) {
  const t = useT();
  const text = useText();
  const faults = useSandboxFaults().data ?? [];
  const mend = useMendSandbox();
  if (faults.length === 0) return null;
  const where = ({ match }: SandboxWaitingFault) => {
    if (match?.path === undefined) return t("sandbox.faults.any");
    const definition = operationOf(definitions, match.method ?? "GET", match.path);
    return definition ? text(definition.title) : `${match.method ?? ""} ${match.path}`.trim();
  };
  const count = faults.reduce((sum, { times }) => sum + times, 0);
  return (
    <Alert
      color="orange"
      icon={<IconBolt />}
      title={t("sandbox.waiting", { count })}
      mb="md"
      data-testid="sandbox-waiting"
    >
      <Group justify="space-between" align="flex-end">
        <Stack gap={0}>
          {faults.slice(0, 5).map((fault, at) => (
            <Text key={at} size="sm">
              {t("sandbox.waiting.one", { what: t(`sandbox.fault.${fault.with}`), where: where(fault) })}
            </Text>
          ))}
        </Stack>
        <Allowed to="sandbox.use">
          <Button
            size="xs"
            variant="default"
            loading={mend.isPending}
            onClick={() =>
              mend.mutate(undefined, {
                onSuccess: () => sayDone(t("sandbox.waiting.gone")),
                onError: (error) => sayError(error, t),
              })
            }
          >
            {t("sandbox.waiting.off")}
          </Button>
        </Allowed>
      </Group>
    </Alert>
  );
}
