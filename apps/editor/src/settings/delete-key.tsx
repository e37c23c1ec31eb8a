import { IconTrash } from "@tabler/icons-react";
import type { ApiKey } from "@leeway/api";
import { useDeleteApiKey } from "../api/account.js";
import { confirmLoss } from "../ui/confirm.js";
import { useT } from "../ui/language.js";
import { RowAction } from "../ui/row-action.js";
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
    <RowAction
      sign={IconTrash}
      hint={t("common.delete")}
      label={t("settings.keys.delete.label", { name })}
      onClick={ask}
    />
  );
}
