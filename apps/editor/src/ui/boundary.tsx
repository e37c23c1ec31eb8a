import { Component, type ReactNode } from "react";
import { Button, Center, Group, Stack, Text, Title } from "@mantine/core";
import { useT } from "./language.js";

/** A part of the editor could not be loaded, most likely because Leeway was updated. */
export const outdated = { noticed: false };

/** Keeps one page's stumble from taking the whole editor down. */
export class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <Stumbled /> : this.props.children;
  }
}

function Stumbled() {
  const t = useT();
  return (
    <Center h="100%" mih={320} role="alert">
      <Stack align="center" maw={440}>
        <Title order={2}>{t(outdated.noticed ? "error.outdated.title" : "error.boundary.title")}</Title>
        <Text c="dimmed" ta="center">
          {t(outdated.noticed ? "error.outdated.text" : "error.boundary.text")}
        </Text>
        <Group>
          <Button onClick={() => location.reload()}>{t("error.reload")}</Button>
          {/* Loaded anew: what stumbled may be anywhere. */}
          <Button variant="default" component="a" href="/workflows">
            {t("notFound.home")}
          </Button>
        </Group>
      </Stack>
    </Center>
  );
}
