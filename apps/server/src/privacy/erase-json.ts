import { isObject, type Json, type JsonObject, type RunEventBody } from "@leeway/engine";
import type { Marks } from "./marks.js";

/** What stands in the place of what was erased. */
export const ERASED = "[erased]";

const isScalar = (value: Json | undefined): value is string | number =>
  typeof value === "string" || typeof value === "number";

/** Nothing of a value but its shape; yes, no and null tell of nobody. */
export function eraseAll(value: Json): Json {
  if (typeof value === "string") return value === "" ? "" : ERASED;
  if (typeof value === "number") return 0;
  if (Array.isArray(value)) return value.map(eraseAll);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, eraseAll(one)]));
}

/** What concerns the person, and no more: texts that name them, and the whole of objects in which they are named. */
export function eraseNamed(value: Json, marks: Marks): Json {
  if (isScalar(value)) return marks.name(value) ? ERASED : value;
  if (Array.isArray(value)) return value.map((one) => eraseNamed(one, marks));
  if (!isObject(value)) return value;
  const about = Object.values(value).some((one) => isScalar(one) && marks.name(one));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      if (marks.name(key)) return [ERASED, eraseAll(one)];
      return [key, about ? eraseAll(one) : eraseNamed(one, marks)];
    }),
  );
}

/** The objects in which the person is named, or the texts; none of another person of the same list. */
export function namedParts(value: Json, marks: Marks): Json[] {
  if (isScalar(value)) return marks.name(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => namedParts(one, marks));
  if (!isObject(value)) return [];
  const about = Object.entries(value).some(([key, one]) => marks.name(key) || (isScalar(one) && marks.name(one)));
  return about ? [value] : Object.values(value).flatMap((one) => namedParts(one, marks));
}

/** Whether it is about this person alone: they are named outside of any list of several. */
export function isAboutThem(value: Json, marks: Marks): boolean {
  if (isScalar(value)) return marks.name(value);
  if (Array.isArray(value)) return value.length === 1 && isAboutThem(value[0] ?? null, marks);
  return isObject(value) && Object.values(value).some((one) => isAboutThem(one, marks));
}

/** What an event has from outside; the rest of it says what happened in the run, and stays. */
const DATA = new Set("payload input output data result results found body values url match names".split(" "));
/** Ids of nodes, runs and people of the team, the plan of a loop and the caller, under names that data has as well. */
const FACTS = new Set(
  "type key nodeId workflowId trigger replayOf origin takenFrom childRunId by loop parent indexes".split(" "),
);

/** An event of a run's log without the person; `all`: the whole event is about them. */
export function eraseEvent(event: RunEventBody, marks: Marks, all: boolean): RunEventBody {
  const erase = (value: Json) => (all ? eraseAll(value) : eraseNamed(value, marks));
  const eraseText = (text: string) => (marks.name(text) ? ERASED : text);
  return eraseData(event as unknown as JsonObject, erase, eraseText) as unknown as RunEventBody;
}

/** `eraseText`: of what is neither known as data nor as a fact, such as the place of an error. */
function eraseData(facts: JsonObject, erase: (value: Json) => Json, eraseText: (text: string) => string): JsonObject {
  const inside = (value: Json): Json => {
    if (typeof value === "string") return eraseText(value);
    if (Array.isArray(value)) return value.map(inside);
    return isObject(value) ? eraseData(value, erase, eraseText) : value;
  };
  const kept: [string, Json][] = Object.entries(facts).map(([key, value]) => {
    if (FACTS.has(key)) return [key, value];
    if (DATA.has(key)) return [key, erase(value)];
    // Errors, ranges of items: facts of the run, with values from outside among them.
    return [key, inside(value)];
  });
  return Object.fromEntries(kept);
}
