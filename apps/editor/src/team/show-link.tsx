import { Code, Group, Stack, Text } from "@mantine/core";
import { Copy } from "../ui/copy.js";

/** A link to hand on, and what it is for. */
export function ShowLink({ text, url }: { text: string; url: string }) {
  return (
    <Stack gap="xs">
      <Text size="sm">{text}</Text>
      <Group gap={4} wrap="nowrap">
        <Code style={{ overflowWrap: "anywhere" }}>{url}</Code>
        <Copy text={url} />
      </Group>
    </Stack>
  );
}
