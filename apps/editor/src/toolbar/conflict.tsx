import { useState } from "react";
import { Alert, Button, Group } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { getWorkflow, useCreateWorkflow } from "../api/workflows.js";
import { useEditor } from "../document/store.js";
import { confirmLoss } from "../ui/confirm.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { useUnsavedGuard } from "../ui/unsaved.js";

const hasConflict = () => useEditor.getState().saveState === "conflict";

/** Somebody else saved first: says so, and offers the ways on. Neither version is lost unless one says so. */
export function Conflict() {
  const t = useT();
  const there = useEditor(({ saveState }) => saveState === "conflict");
  const create = useCreateWorkflow();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  useUnsavedGuard(hasConflict, "editor.conflict.leave");
  if (!there) return null;
  const theirs = async () => {
    const { workflow, open } = useEditor.getState();
    if (!workflow) return;
    setBusy(true);
    try {
      open(await getWorkflow(workflow.id));
    } catch (error) {
      sayError(error, t);
    } finally {
      setBusy(false);
    }
  };
  const mine = async () => {
    const { document, setSaveState } = useEditor.getState();
    try {
      const kept = await create.mutateAsync({
        ...document,
        name: t("editor.conflict.copy", { name: document.name }).slice(0, 200),
      });
      // What was not saved lives in the copy now.
      setSaveState("saved");
      sayDone(t("editor.conflict.kept", { name: kept.name }));
      void navigate(`/workflows/${kept.id}`);
    } catch (error) {
      sayError(error, t);
    }
  };
  return (
    <Alert
      role="alertdialog"
      aria-label={t("editor.conflict.title")}
      color="orange"
      radius={0}
      icon={<IconUsersGroup aria-hidden />}
      title={t("editor.conflict.title")}
      data-testid="conflict"
    >
      <Group justify="space-between">
        {t("editor.conflict.text")}
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            loading={busy}
            data-testid="conflict-theirs"
            onClick={() =>
              confirmLoss(
                t,
                t("editor.conflict.theirs.title"),
                t("editor.conflict.theirs.text"),
                () => void theirs(),
                t("editor.conflict.theirs"),
              )
            }
          >
            {t("editor.conflict.theirs")}
          </Button>
          <Button size="xs" loading={create.isPending} data-testid="conflict-mine" onClick={() => void mine()}>
            {t("editor.conflict.mine")}
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}
