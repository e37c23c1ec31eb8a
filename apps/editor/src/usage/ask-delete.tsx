import { useCallback } from "react";
import { Button, Group, ScrollArea, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useQueryClient } from "@tanstack/react-query";
import type { UsedBy } from "@leeway/api";
import { usersQuery, type UsedKind } from "../api/usage.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { UsedByList } from "./used-by-list.js";

interface Wish {
  kind: UsedKind;
  id: string;
  /** “Delete “Shop token”?” */
  title: string;
  name: string;
  /** What to ask where nobody uses it. */
  unused: () => void;
  onYes: () => void;
}

/**
 * Before something is deleted that steps may use: what a live workflow needs is not deleted, and those are named; what
 * drafts or switched-off steps use takes a second, plain yes.
 */
export function useAskDelete(): (wish: Wish) => Promise<void> {
  const t = useT();
  const client = useQueryClient();
  return useCallback(
    async ({ kind, id, title, name, unused, onYes }) => {
      try {
        const users = await client.fetchQuery(usersQuery(kind, id));
        if (users.length === 0) return unused();
        const needed = users.some(needsIt);
        const modal = modals.open({
          title: needed ? t("usage.needed", { name }) : title,
          closeButtonProps: { "aria-label": t("common.close") },
          children: (
            <Users
              users={needed ? users.filter(needsIt) : users}
              needed={needed}
              onClose={() => modals.close(modal)}
              onYes={onYes}
            />
          ),
        });
      } catch (error) {
        sayError(error, t);
      }
    },
    [client, t],
  );
}

/** The version that is live would fail. */
const needsIt = ({ steps }: UsedBy) => steps.some(({ live, needs }) => live && needs);

interface UsersProps {
  users: readonly UsedBy[];
  needed: boolean;
  onClose: () => void;
  onYes: () => void;
}

function Users({ users, needed, onClose, onYes }: UsersProps) {
  const t = useT();
  return (
    <Stack gap="md" data-testid="ask-used" data-needed={needed || undefined}>
      <Text size="sm">{t(needed ? "usage.needed.text" : "usage.text")}</Text>
      <ScrollArea.Autosize mah="50vh" type="auto">
        <UsedByList users={users} onGo={onClose} />
      </ScrollArea.Autosize>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t(needed ? "common.close" : "common.cancel")}
        </Button>
        {!needed && (
          <Button
            color="red"
            data-testid="used-yes"
            onClick={() => {
              onClose();
              onYes();
            }}
          >
            {t("usage.anyway")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
