import { useCallback } from "react";
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useT } from "../ui/language.js";
import { useEditor } from "./store.js";

/** Says what has just been done to the draft, and offers all of it back. */
export function useSayUndo(): (message: string, testId: string) => void {
  const t = useT();
  return useCallback(
    (message, testId) => {
      const { document } = useEditor.getState();
      const id = notifications.show({
        color: "gray",
        message: (
          <Group gap="sm" wrap="nowrap">
            <Text size="sm" flex={1}>
              {message}
            </Text>
            <Button
              size="compact-sm"
              variant="light"
              data-testid={testId}
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
    [t],
  );
}
