import { useId, type ReactNode } from "react";
import { Grid, Paper, Text, Title } from "@mantine/core";

/** One subject of the settings: what it is at the left, what one can change at the right. */
export function Section({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  const id = useId();
  return (
    <Grid component="section" aria-labelledby={id} gap="md">
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {text && (
          <Text size="sm" c="dimmed" mt={4} pr="md">
            {text}
          </Text>
        )}
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Paper withBorder p="md">
          {children}
        </Paper>
      </Grid.Col>
    </Grid>
  );
}
