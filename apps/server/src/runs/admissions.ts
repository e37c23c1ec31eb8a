import {
  admissionOf,
  type ExpressionScope,
  type NewRun,
  type WorkflowDocument,
  type WorkspaceScope,
} from "@leeway/engine";

type Concurrency = NonNullable<WorkflowDocument["settings"]["concurrency"]>;

export interface AdmissionParts {
  scopeOf: (workspaceId: string) => Promise<WorkspaceScope>;
  /** The version of the run's workflow that is published. */
  liveOf: (run: NewRun) => WorkflowDocument | undefined;
}

/** A new run with its workflow's concurrency; as it is where the workflow sets none. */
export function withAdmission(
  run: NewRun,
  document: WorkflowDocument,
  parts: AdmissionParts,
): NewRun | Promise<NewRun> {
  const { concurrency } = document.settings;
  return !concurrency || run.admission ? run : limited(run, document, concurrency, parts);
}

async function limited(
  run: NewRun,
  document: WorkflowDocument,
  own: Concurrency,
  { scopeOf, liveOf }: AdmissionParts,
): Promise<NewRun> {
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
  // A draft or an earlier version stands in one line with what is live, whose limit no trial and no repetition changes.
  const { limit } = (run.rehearsal ? undefined : liveOf(run)?.settings.concurrency) ?? own;
  return { ...run, ...admissionOf({ ...document.settings, concurrency: { ...own, limit } }, scope) };
}
