import { useNavigate } from "react-router";
import { useCreateWorkflow } from "../api/workflows.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";

/** Saves what is on the screen as a workflow of its own, and goes on with that one. */
export function useKeepAsNew(): { keep: () => void; busy: boolean } {
  const t = useT();
  const create = useCreateWorkflow();
  const navigate = useNavigate();
  const keep = async () => {
    const { document, setSaveState, setHold } = useEditor.getState();
    try {
      const name = t("editor.conflict.copy", { name: document.name }).slice(0, 200);
      const kept = await create.mutateAsync({ ...document, name });
      // What was not saved lives in the copy now.
      setHold(undefined);
      setSaveState("saved");
      sayDone(t("editor.conflict.kept", { name: kept.name }));
      void navigate(`/workflows/${kept.id}`);
    } catch (error) {
      sayError(error, t);
    }
  };
  return { keep: () => void keep(), busy: create.isPending };
}
