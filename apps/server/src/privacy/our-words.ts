/** An object that is made by us around what came with a run: its names are ours, and some of its values. */
export interface OurObject {
  /** What stands under these names is ours as well. */
  readonly ours: ReadonlySet<string>;
  /** Objects of ours again, or lists of them. */
  readonly inside: ReadonlyMap<string, OurObject>;
}

const made = (ours: string, inside: Record<string, OurObject> = {}): OurObject => ({
  ours: new Set(ours === "" ? [] : ours.split(" ")),
  inside: new Map(Object.entries(inside)),
});

/** What is said in a failure's sentence; what it came from may be another failure. */
const said = made("", { cause: made("code", { values: made("") }) });
const failure = made("code nodeId param position", { values: said });
const rehearsed = made("method sent note");
/** How items of a loop ended in the run of which this is a replay. */
const ends = made("as from count", { errors: failure });

/** A message of a run's log: its place in it, and how far the run is. What the run works with stands under other names. */
const event = made(
  "type seq at from key nodeId workflowId version trigger rehearsal replayOf origin parent lane attempt censored loop takenFrom " +
    "index indexes as action by done total waitingFor until asksAgain childRunId approved port ends responds because handled handledErrors " +
    "status method sent note",
  { error: failure, keyError: failure, ends },
);

/** In answers, wherever they stand outside of what came with runs. */
export const inAnswers: ReadonlyMap<string, OurObject> = new Map([
  ["error", failure],
  ["keyError", failure],
  ["rehearsed", rehearsed],
]);

/** In messages of a stream of a run's events. */
export const inMessages: ReadonlyMap<string, OurObject> = new Map([["data", event]]);
