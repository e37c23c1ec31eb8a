import {
  admissionOf,
  type ExpressionScope,
  type NewRun,
  type WorkflowDocument,
  type WorkspaceScope,
} from "@leeway/engine";

/** A new run with its workflow's concurrency; as it is where the workflow sets none. */
export async function withAdmission(
  run: NewRun,
  document: WorkflowDocument,
  scopeOf: (workspaceId: string) => Promise<WorkspaceScope>,
): Promise<NewRun> {
  if (!document.settings.concurrency || run.admission) return run;
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
