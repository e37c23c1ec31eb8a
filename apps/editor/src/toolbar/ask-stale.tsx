import { Button, Group, List, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { Translate } from "../ui/language.js";

interface Question {
  /** Steps and params where such an id stands. */
  places: readonly string[];
  onReplace: () => void;
  onPublish: () => void;
}

/** Before steps of a real account go live with ids that only the sandbox knows: says where, and offers the path first. */
export function askStale(t: Translate, { places, onReplace, onPublish }: Question): void {
  const then = (act: () => void) => () => {
    modals.close(id);
    act();
  };
  const id = modals.open({
    title: t("stale.title"),
    closeButtonProps: { "aria-label": t("common.close") },
    children: (
      <Stack gap="sm" data-testid="stale-ids">
        <Text size="sm">{t("stale.text")}</Text>
        <List size="sm" spacing={2}>
          {places.map((place) => (
            <List.Item key={place}>{place}</List.Item>
          ))}
        </List>
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="red" onClick={then(onPublish)} data-testid="stale-publish">
            {t("live.publish.anyway")}
          </Button>
          <Button onClick={then(onReplace)} data-testid="stale-replace" data-autofocus>
            {t("stale.path")}
          </Button>
        </Group>
      </Stack>
    ),
  });
}
