import {
  admissionOf,
  type ExpressionScope,
  type NewRun,
  type WorkflowDocument,
  type WorkspaceScope,
} from "@leeway/engine";

export interface AdmissionParts {
  scopeOf: (workspaceId: string) => Promise<WorkspaceScope>;
  /** The version of the run's workflow that is published. */
  liveOf: (run: NewRun) => WorkflowDocument | undefined;
}

/** Somebody repeats a run, or tries a draft: among what comes by itself it is a guest. */
const isGuest = ({ version, replayOf }: NewRun): boolean => version === "draft" || replayOf !== undefined;

/**
 * A new run with its workflow's concurrency; as it is where none is set. Real runs stand in one line, whichever version they
 * are of: that of the published one, or a phone would have two at a time where drafts or earlier versions name no key.
 */
export function withAdmission(
  run: NewRun,
  document: WorkflowDocument,
  parts: AdmissionParts,
): NewRun | Promise<NewRun> {
  const own = document.settings.concurrency;
  if (run.admission || (!own && !isGuest(run))) return run;
  const live = run.rehearsal ? undefined : parts.liveOf(run);
  if (live?.settings.concurrency) return limited(run, live, isGuest(run), parts, document);
  return own ? limited(run, document, run.replayOf !== undefined, parts) : run;
}

/**
 * A guest cuts off nothing that goes on for a customer. Where new runs are skipped it is skipped too: many guests that waited
 * would take each place that gets free, and what comes by itself meanwhile would be lost.
 */
async function limited(
  run: NewRun,
  document: WorkflowDocument,
  guest: boolean,
  { scopeOf }: AdmissionParts,
  own?: WorkflowDocument,
): Promise<NewRun> {
  const { name, settings } = document;
  const { vars, timezone } = await scopeOf(run.workspaceId);
  const scope = (): ExpressionScope => ({
    values: {
      vars: { ...vars },
      workflow: { id: run.workflowId, name },
      trigger: run.payload,
      steps: { [run.trigger]: run.payload },
      now: new Date(run.at).toISOString(),
    },
    now: run.at,
    timezone: settings.timezone ?? timezone,
  });
  const asked = admissionOf(settings, scope);
  // Then the key is made as its own document says.
  const key = own && cannotMakeKey(document, run, asked) ? admissionOf(own.settings, scope).admission?.key : undefined;
  const { admission, ...more } =
    asked.admission && key !== undefined ? { admission: { ...asked.admission, key } } : asked;
  if (!admission) return { ...run, ...more };
  const waits = guest && admission.policy === "cancelOld";
  return { ...run, ...more, admission: waits ? { ...admission, policy: "queue" } : admission };
}

/** Whether the key that the document wants is not there for this run: the run's trigger may have another name than it asks for. */
function cannotMakeKey(
  { nodes, settings }: WorkflowDocument,
  { trigger }: NewRun,
  { admission, keyError }: ReturnType<typeof admissionOf>,
): boolean {
  if (admission?.key !== undefined || !settings.concurrency?.key?.trim()) return false;
  return keyError !== undefined || nodes.every(({ id }) => id !== trigger);
}
