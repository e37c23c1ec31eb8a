import { Anchor, Button, Group } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { Link } from "react-router";
import { useMay } from "../api/permission.js";
import { useGoOn } from "../api/restored.js";
import { ask } from "../ui/confirm.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";

/** The way on for one run that was under way in a backup, and to the others. */
export function RestoredRunWords({ runId }: { runId: string }) {
  const t = useT();
  const goOn = useGoOn();
  const may = useMay()("runs.settle");
  const press = () =>
    ask(t, {
      title: t("restored.goOn.title", { count: 1 }),
      text: t("restored.goOn.text"),
      yes: t("restored.goOn"),
      onYes: () => goOn.mutate([runId], { onError: (error) => sayError(error, t) }),
    });
  return (
    <Group gap="sm" mt="xs">
      {may && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          onClick={press}
          loading={goOn.isPending}
        >
          {t("restored.goOn")}
        </Button>
      )}
      <Anchor component={Link} to="/restored" size="sm">
        {t("restored.look")}
      </Anchor>
    </Group>
  );
}
