import { useCallback } from "react";
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { WorkflowNode } from "@leeway/engine";
import { nameOf } from "../document/names.js";
import { useEditor } from "../document/store.js";
import { useLanguage, useT } from "../ui/language.js";

/** Says that a loop went with what was inside it, and offers all of it back. */
export function useTellGone(): (gone: { loop: WorkflowNode; inside: number }) => void {
  const t = useT();
  const { locale } = useLanguage();
  return useCallback(
    ({ loop, inside }) => {
      const { catalogue, document } = useEditor.getState();
      const id = notifications.show({
        color: "gray",
        message: (
          <Group gap="sm" wrap="nowrap">
            <Text size="sm" flex={1}>
              {t("loop.deleted", { name: nameOf(loop, catalogue, locale), count: inside })}
            </Text>
            <Button
              size="compact-sm"
              variant="light"
              data-testid="undo-delete"
              onClick={() => {
                const state = useEditor.getState();
                // Whatever was done since stays as it is: then Ctrl + Z is the way back.
                if (state.document === document) state.undo();
                notifications.hide(id);
              }}
            >
              {t("loop.restore")}
            </Button>
          </Group>
        ),
      });
    },
    [t, locale],
  );
}
