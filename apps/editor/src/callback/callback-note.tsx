import { Alert, Code, Group, Text } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useNodeName } from "../expression/use-world.js";
import { useStep } from "../inspector/step-context.js";
import { Copy } from "../ui/copy.js";
import { useT } from "../ui/language.js";
import { callbackPath } from "./callback-path.js";

/** Where whoever is to call gets the address from: each run has another one, which an earlier step hands out. */
export function CallbackNote() {
  const t = useT();
  const { node } = useStep();
  const nodeName = useNodeName();
  const template = `{{ ${callbackPath(node.id)} }}`;
  return (
    <Alert color="gray" variant="light" icon={<IconLink aria-hidden />} p="xs" role="note" data-testid="callback-note">
      <Text size="sm">{t("callback.where", { name: t("callback.of", { step: nodeName(node.id) }) })}</Text>
      <Group gap={4} my={4} wrap="nowrap">
        <Code>{template}</Code>
        <Copy text={template} label={t("callback.copyTemplate")} />
      </Group>
      <Text size="sm">{t("callback.previews")}</Text>
    </Alert>
  );
}
