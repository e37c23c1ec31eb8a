import type { StepError } from "../failures.js";
import type { Json } from "../json.js";
import { PROXY_ASSUMPTION_MS } from "../limiter/rules.js";
import type { Cancellation } from "../ports.js";
import type { Found } from "../runner.js";
import type { RunEventBody } from "../run/events.js";
import type { StepState } from "../run/state.js";
import { censor } from "./censor.js";
import { here } from "./ending.js";
import type { StepParts } from "./parts.js";
import { isError, openSecret, prepare, serviceOf, stepCalls } from "./perform-step.js";
import type { RunAround, StepToDo } from "./step-to-do.js";

/** What is shown to people of what a look has found. */
const MOST_SHOWN = 5;
/** What another step sent so long before may have arrived after this one's intent: the longest call, and proxies. */
const EARLIER_MS = 300_000 + PROXY_ASSUMPTION_MS;

/**
 * Looks at the service, by reading alone, for what became of a step that nobody knows the outcome of. It is settled as
 * done by exactly one entry that no other step can have made; absence proves nothing. Answers the event that says what
 * was found, or nothing when the look was broken off.
 */
export async function checkDoubt(
  todo: StepToDo & { before: StepState },
  run: RunAround,
  cancellation: Cancellation,
  parts: StepParts,
): Promise<RunEventBody | undefined> {
  const prepared = prepare(todo, run, parts);
  if (isError(prepared)) return checked(todo, parts, prepared);
  const { runner, definition, params } = prepared;
  const secret = await openSecret(todo, run, definition, parts);
  if (secret && isError(secret)) return checked(todo, parts, secret);
  // It stands in a line of its own, and says nothing in the log while it waits there.
  const aside = { ...todo, key: `${todo.key}~` };
  const calls = stepCalls(
    aside,
    { ...run, log: () => true, leftOut: () => run.leftOut(todo.key) },
    cancellation,
    parts,
    { ...prepared, effect: "read" },
    secret,
  );
  try {
    const { now, timezone } = todo.scope.named;
    const sentAt = todo.before.sentAt ?? todo.before.startedAt ?? now;
    const tools = { read: calls.read, secret, now: parts.clock.now(), timezone, sentAt };
    const found = await runner.settle?.(params, tools, definition);
    if (cancellation.requested || run.stopping() || calls.waiting || !found) return undefined;
    if ("kind" in found) return checked(todo, parts, found.error);
    const match = found.matches.length === 1 ? found.matches[0] : undefined;
    const mark = runner.mark?.(params, definition);
    if (match && mark !== undefined && (await claim(todo, run, parts, { mark, match: match.id, sentAt }))) {
      const output = censor(match.output, secret?.censor ?? []);
      return { type: "step.resolved", ...here(todo, parts), as: "done", output, by: "check", match: match.id };
    }
    return { type: "step.checked", ...here(todo, parts), found: censor(shown(found), secret?.censor ?? []) };
  } finally {
    calls.giveBack();
  }
}

function claim(
  todo: StepToDo,
  run: RunAround,
  parts: StepParts,
  { mark, match, sentAt }: { mark: string; match: string; sentAt: number },
): Promise<boolean> {
  const { workspaceId, runId } = run;
  const service = serviceOf(todo.node.type, run);
  return parts.doubts.claim({
    workspaceId,
    service,
    mark,
    match,
    runId,
    stepKey: todo.key,
    since: sentAt - EARLIER_MS,
  });
}

/** Where there are several that could be it, those; else what was seen instead. */
function shown({ matches, seen }: Found): Json[] {
  const all = [...matches.map((match) => match.seen), ...seen];
  return all.slice(0, MOST_SHOWN);
}

function checked(todo: StepToDo, parts: StepParts, error: StepError): RunEventBody {
  return { type: "step.checked", ...here(todo, parts), found: [], error: { ...error, nodeId: todo.node.id } };
}
