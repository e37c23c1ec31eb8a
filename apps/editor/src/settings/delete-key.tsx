import { ActionIcon, Tooltip } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { ApiKey } from "@leeway/api";
import { useDeleteApiKey } from "../api/account.js";
import { confirmLoss } from "../ui/confirm.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";

/** Ends a key, after a question. */
export function DeleteKey({ one: { id, name } }: { one: Pick<ApiKey, "id" | "name"> }) {
  const t = useT();
  const remove = useDeleteApiKey();
  const ask = () =>
    confirmLoss(t, t("settings.keys.delete.title", { name }), t("settings.keys.delete.text"), () =>
      remove.mutate(id, {
        onSuccess: () => sayDone(t("settings.keys.deleted", { name })),
        onError: (error) => sayError(error, t),
      }),
    );
  return (
    <Tooltip label={t("common.delete")}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t("settings.keys.delete.label", { name })}
        onClick={ask}
      >
        <IconTrash size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
