import { Button, Group, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { Translate } from "../ui/language.js";

interface Question {
  accounts: string;
  steps: string;
  /** Absent where there is no sandbox. */
  onRehearse: (() => void) | undefined;
  onRun: () => void;
}

/** Before a test run writes to real people: says where, and offers the rehearsal first. */
export function askReal(t: Translate, { accounts, steps, onRehearse, onRun }: Question): void {
  const then = (act: () => void) => () => {
    modals.close(id);
    act();
  };
  const id = modals.open({
    title: t("real.title"),
    closeButtonProps: { "aria-label": t("common.close") },
    children: (
      <Stack gap="sm" data-testid="real-people">
        <Text size="sm">{t("real.text", { accounts, steps })}</Text>
        {onRehearse && <Text size="sm">{t("real.rehearse.text")}</Text>}
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="red" onClick={then(onRun)} data-testid="real-run">
            {t("real.run")}
          </Button>
          {onRehearse ? (
            <Button onClick={then(onRehearse)} data-testid="real-rehearse" data-autofocus>
              {t("rehearse")}
            </Button>
          ) : (
            <Button variant="default" onClick={() => modals.close(id)} data-autofocus>
              {t("common.cancel")}
            </Button>
          )}
        </Group>
      </Stack>
    ),
  });
}
