import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "react-router";
import { stepErrorCodes } from "@leeway/engine";
import { ApiProblem } from "../../api/http.js";
import { remedyOf } from "../../runs/story/remedy.js";
import { useT } from "../../ui/language.js";
import { sentence } from "../../ui/said.js";

/** Why there is no list, and what to do: about the cause, and without the list. */
export function ChoiceTrouble({ error, again }: { error: unknown; again: () => void }) {
  const t = useT();
  const cause = error instanceof ApiProblem ? error.errors[0]?.code : undefined;
  const code = stepErrorCodes.find((one) => one === cause);
  return (
    <Stack gap="xs" p="xs" align="flex-start" role="alert" data-code={code}>
      <Group gap={6} wrap="nowrap" align="flex-start">
        <IconAlertTriangle size={16} aria-hidden style={{ flex: "none", marginTop: 2 }} />
        <Text size="sm">{sentence(error, t)}</Text>
      </Group>
      <Group gap="sm">
        <Button size="xs" variant="default" onClick={again}>
          {t("common.retry")}
        </Button>
        {code && remedyOf(code) === "credential" && (
          // In a new tab: the workflow stays open as it is.
          <Anchor component={Link} to="/credentials" target="_blank" size="sm">
            {t("choices.trouble.credentials")}
          </Anchor>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {t("choices.trouble.without")}
      </Text>
    </Stack>
  );
}
