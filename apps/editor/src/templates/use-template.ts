import { useNavigate } from "react-router";
import type { WorkflowTemplate } from "@leeway/nodes/templates";
import { templateDocument } from "@leeway/nodes/templates";
import { call } from "../api/http.js";
import { useCreateWorkflow } from "../api/workflows.js";
import { useCredentials } from "../api/workspace.js";
import { useProblemsOpen } from "../toolbar/problems-open.js";
import { useLanguage, useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";

/** Makes a workflow of a template, with the only Leeloo credential where there is one, and opens it. */
export function useTakeTemplate() {
  const t = useT();
  const { locale } = useLanguage();
  const navigate = useNavigate();
  const create = useCreateWorkflow();
  const credentials = useCredentials();
  const own = credentials.data?.filter(({ type }) => type === "leelooToken") ?? [];
  const credential = own.length === 1 ? own[0]?.id : undefined;
  const take = async (template: WorkflowTemplate) => {
    try {
      const { id, triggers } = await create.mutateAsync(templateDocument(template, locale, credential));
      // Without its sample the workflow is whole: the trigger's own stands in.
      const keep = { nodeId: triggers[0]?.nodeId, payload: template.sample };
      await call("PUT", `/workflows/${encodeURIComponent(id)}/samples`, keep).catch(() => undefined);
      useProblemsOpen.getState().setOpen(template.asks.length > 0 || credential === undefined);
      void navigate(`/workflows/${id}`);
    } catch (error) {
      sayError(error, t);
    }
  };
  return { take: (template: WorkflowTemplate) => void take(template), busy: create.isPending || credentials.isPending };
}
