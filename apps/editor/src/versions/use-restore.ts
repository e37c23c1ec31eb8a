import { useCallback } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { differenceOf, isSame } from "@leeway/engine";
import { versionQuery } from "../api/workflows.js";
import { useSayUndo } from "../document/say-undo.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";

/** Makes a version the draft, as one step that can be taken back; what is live stays as it is. */
export function useRestore(workflowId: string): (version: number) => Promise<void> {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  const sayUndo = useSayUndo();
  return useCallback(
    async (version) => {
      try {
        const document = await client.fetchQuery(versionQuery(workflowId, version));
        const { document: draft, catalogue, run, select } = useEditor.getState();
        if (isSame(differenceOf(draft, document, catalogue))) return sayDone(t("versions.same", { version }));
        select([]);
        run(() => document);
        void navigate(`/workflows/${workflowId}`);
        const live = useEditor.getState().workflow?.published?.version;
        const words = t("editor.versions.restored", { version });
        sayUndo(live === undefined ? words : `${words} ${t("versions.live.stays", { version: live })}`, "undo-restore");
      } catch (error) {
        sayError(error, t);
      }
    },
    [client, navigate, sayUndo, t, workflowId],
  );
}
