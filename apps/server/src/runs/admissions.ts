import {
  admissionOf,
  type ExpressionScope,
  type NewRun,
  type WorkflowDocument,
  type WorkspaceScope,
} from "@leeway/engine";

type ScopeOf = (workspaceId: string) => Promise<WorkspaceScope>;

/** A new run with its workflow's concurrency; as it is where the workflow sets none. */
export function withAdmission(run: NewRun, document: WorkflowDocument, scopeOf: ScopeOf): NewRun | Promise<NewRun> {
  return !document.settings.concurrency || run.admission ? run : limited(run, document, scopeOf);
}

async function limited(run: NewRun, document: WorkflowDocument, scopeOf: ScopeOf): Promise<NewRun> {
  const { vars, timezone } = await scopeOf(run.workspaceId);
  const scope = (): ExpressionScope => ({
    values: {
      vars: { ...vars },
      workflow: { id: run.workflowId, name: document.name },
      trigger: run.payload,
      steps: { [run.trigger]: run.payload },
      now: new Date(run.at).toISOString(),
    },
    now: run.at,
    timezone: document.settings.timezone ?? timezone,
  });
  return { ...run, ...admissionOf(document.settings, scope) };
}
