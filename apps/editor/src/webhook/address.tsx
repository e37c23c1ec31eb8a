import { Code, Group, Text } from "@mantine/core";
import { Copy } from "../ui/copy.js";
import css from "../inspector/inspector.module.css";

interface AddressProps {
  label: string;
  /** What the button does. */
  copy: string;
  url: string;
  testId: string;
}

/** An address (or a line of code) to be given to others, with a button that copies it. */
export function Address({ label, copy, url, testId }: AddressProps) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Group gap={4} wrap="nowrap" align="center" mt={4}>
        <Code className={css.address} data-testid={testId}>
          {url}
        </Code>
        <Copy text={url} label={copy} />
      </Group>
    </div>
  );
}
