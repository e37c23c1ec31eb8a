import { Button, Group, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { WorkflowNode } from "@leeway/engine";
import type { Translate } from "../ui/language.js";
import type { RealPeople } from "./real-people.js";

interface Question {
  real: RealPeople;
  nameOf: (node: WorkflowNode) => string;
  /** Absent where there is no sandbox. */
  onRehearse: (() => void) | undefined;
  onRun: () => void;
}

/** Before a test run changes something outside: says where and what, and offers the rehearsal first. */
export function askReal(t: Translate, { real, nameOf, onRehearse, onRun }: Question): void {
  const then = (act: () => void) => () => {
    modals.close(id);
    act();
  };
  const accounts = real.credentials.map(({ name }) => name).join(", ");
  const reachesPeople = real.steps.some(({ outside }) => outside === "message" || outside === "entry");
  const id = modals.open({
    title: t(reachesPeople ? "real.title" : "real.title.outside"),
    closeButtonProps: { "aria-label": t("common.close") },
    children: (
      <Stack gap="sm" data-testid="real-people">
        {accounts !== "" && <Text size="sm">{t("real.text", { accounts })}</Text>}
        {real.steps.map(({ outside, nodes }) => (
          <Text key={outside} size="sm">
            {t(`real.${outside}`, { count: nodes.length, steps: nodes.map(nameOf).join(", ") })}
          </Text>
        ))}
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
