import { useState } from "react";
import { useNavigate } from "react-router";
import type { WorkflowTemplate } from "@leeway/nodes/templates";
import { templateDocument } from "@leeway/nodes/templates";
import { call } from "../api/http.js";
import { useCreateWorkflow } from "../api/workflows.js";
import { useCredentials } from "../api/workspace.js";
import { useProblemsOpen } from "../toolbar/problems-open.js";
import { useLanguage, useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { credentialsFor, lacksCredential, othersFor } from "./credential-choice.js";

/** Makes a workflow of a template and opens it; of several Leeloo credentials somebody chooses one first. */
export function useTakeTemplate() {
  const t = useT();
  const { locale } = useLanguage();
  const navigate = useNavigate();
  const create = useCreateWorkflow();
  const credentials = useCredentials();
  /** The template for which a credential is to be chosen. */
  const [asking, setAsking] = useState<WorkflowTemplate>();
  /** Until its page opens: the workflow alone is not all of it. */
  const [making, setMaking] = useState(false);
  const fitting = (template: WorkflowTemplate) => credentialsFor(template, credentials.data ?? []);
  const make = async (template: WorkflowTemplate, credential: string | undefined) => {
    setAsking(undefined);
    setMaking(true);
    try {
      const chosen = { ...othersFor(template, credentials.data ?? []), leeloo: credential };
      const { id, triggers } = await create.mutateAsync(templateDocument(template, locale, chosen));
      // Without its sample the workflow is whole: the trigger's own stands in.
      const keep = { nodeId: triggers[0]?.nodeId, payload: template.sample };
      await call("PUT", `/workflows/${encodeURIComponent(id)}/samples`, keep).catch(() => undefined);
      useProblemsOpen.getState().setOpen(template.asks.length > 0 || lacksCredential(template, chosen));
      void navigate(`/workflows/${id}`);
    } catch (error) {
      sayError(error, t);
    } finally {
      setMaking(false);
    }
  };
  const take = (template: WorkflowTemplate) => {
    const [first, ...others] = fitting(template);
    if (others.length > 0) setAsking(template);
    else void make(template, first?.id);
  };
  return {
    take,
    busy: making || credentials.isPending,
    /** What is asked of whoever takes a template; undefined while nothing is. */
    question: asking && {
      credentials: fitting(asking),
      choose: (credential: string) => void make(asking, credential),
      cancel: () => setAsking(undefined),
    },
  };
}
