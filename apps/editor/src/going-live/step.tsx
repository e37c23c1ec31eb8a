import type { ReactNode } from "react";
import { Group, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useT } from "../ui/language.js";

interface StepProps {
  number: number;
  name: string;
  title: string;
  done: boolean;
  children: ReactNode;
}

/** One step of the path, with its number or a tick, in words too. */
export function Step({ number, name, title, done, children }: StepProps) {
  const t = useT();
  return (
    <Stack gap={6} component="li" data-testid={`live-${name}`} data-done={done} style={{ listStyle: "none" }}>
      <Group gap="xs" wrap="nowrap">
        <ThemeIcon size={24} radius="xl" variant={done ? "filled" : "default"} color="teal" aria-hidden>
          {done ? <IconCheck size={14} /> : <span style={{ fontSize: 13 }}>{number}</span>}
        </ThemeIcon>
        <Text component="h3" size="sm" fw={600} flex={1}>
          {title}
        </Text>
        <Text size="xs" c="dimmed">
          {t(done ? "live.done" : "live.toDo")}
        </Text>
      </Group>
      <Stack gap={6} pl={34}>
        {children}
      </Stack>
    </Stack>
  );
}
