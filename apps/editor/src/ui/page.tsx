import type { ReactNode } from "react";
import { Box, Group, Stack, Text, Title } from "@mantine/core";
import { useTitle } from "./title.js";

/** A page with its heading and, at most, one primary button. */
export function Page({
  title,
  text,
  button,
  children,
}: {
  title: string;
  text?: string;
  button?: ReactNode;
  children: ReactNode;
}) {
  useTitle(title);
  return (
    <Box p={{ base: "md", sm: "xl" }} maw={1180} mx="auto">
      <Group justify="space-between" align="flex-start" mb="lg">
        <Stack gap={4} flex={1} miw={240}>
          <Title order={1}>{title}</Title>
          {text && (
            <Text c="dimmed" maw={720}>
              {text}
            </Text>
          )}
        </Stack>
        {button}
      </Group>
      {children}
    </Box>
  );
}
