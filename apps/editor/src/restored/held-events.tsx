import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useMay } from "../api/permission.js";
import { useHeldEvents } from "../api/restored.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";

/** Leeloo's events that had not reached everybody when the backup was made. */
export function HeldEvents({ count }: { count: number }) {
  const t = useT();
  const say = useHeldEvents();
  const may = useMay()("runs.settle");
  const press = (as: "handOn" | "leave") => () => say.mutate(as, { onError: (error) => sayError(error, t) });
  return (
    <Paper withBorder p="md" data-testid="restored-events">
      <Stack gap="sm">
        <Title order={2} size="h3">
          {t("restored.events.title", { count })}
        </Title>
        <Text size="sm" maw={820}>
          {t("restored.events.text")}
        </Text>
        {may && (
          <Group gap="sm">
            <Button onClick={press("handOn")} loading={say.isPending}>
              {t("restored.events.handOn")}
            </Button>
            <Button variant="default" onClick={press("leave")} disabled={say.isPending}>
              {t("restored.events.leave")}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
