import { Code, Group, Text } from "@mantine/core";
import { Copy } from "../ui/copy.js";
import { useT } from "../ui/language.js";
import css from "../inspector/inspector.module.css";

/** An address to be given to a sender, with a button that copies it. */
export function Address({ label, url, testId }: { label: string; url: string; testId: string }) {
  const t = useT();
  return (
    <div>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Group gap={4} wrap="nowrap" align="center" mt={4}>
        <Code className={css.address} data-testid={testId}>
          {url}
        </Code>
        <Copy text={url} label={t("webhook.address.copy")} />
      </Group>
    </div>
  );
}
