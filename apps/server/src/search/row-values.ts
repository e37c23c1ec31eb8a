/** A value in the log of a run, and where it stands. */
export interface LoggedValue {
  /** The step; inside loops `send[12]`. */
  key: string;
  nodeId: string;
  /** What of the step it is: `payload`, `input`, `output` … */
  part: string;
  /** Inside that: `body.items[3].phone`. */
  path: string;
  value: string | number;
  /** All of that part of the step. */
  whole: unknown;
}

type LoggedEvent = Record<string, unknown>;
/** What people, triggers and services have brought; the rest is ours. */
const parts = ["payload", "input", "output", "data", "result", "found", "body"] as const;

/** Goes through the values of a row of a log, as long as `see` answers true. The events of a row as they are stored. */
export function eachValue(body: string, see: (value: LoggedValue) => boolean): void {
  for (const event of JSON.parse(body) as LoggedEvent[]) {
    const { key, nodeId, trigger } = event as Record<string, string>;
    // A trigger is a step as well; what it gave is the payload.
    const step = { key: key ?? trigger ?? "", nodeId: nodeId ?? trigger ?? "" };
    for (const part of parts) {
      const found = event[part];
      if (found !== undefined && !walk(found, "", (path, value) => see({ ...step, part, path, value, whole: found })))
        return;
    }
  }
}

/** The same without saying where: what is only counted, or put into an index, costs half. */
export function eachScalar(body: string, see: (value: string | number) => boolean): void {
  for (const event of JSON.parse(body) as LoggedEvent[])
    for (const part of parts) if (event[part] !== undefined && !scalars(event[part], see)) return;
}

function scalars(value: unknown, see: (value: string | number) => boolean): boolean {
  if (typeof value === "string" || typeof value === "number") return see(value);
  if (value === null || typeof value !== "object") return true;
  for (const name in value) if (!scalars((value as LoggedEvent)[name], see)) return false;
  return true;
}

function walk(value: unknown, path: string, see: (path: string, value: string | number) => boolean): boolean {
  if (typeof value === "string" || typeof value === "number") return see(path, value);
  if (Array.isArray(value)) return value.every((one, index) => walk(one, `${path}[${index}]`, see));
  if (value === null || typeof value !== "object") return true;
  return Object.entries(value).every(([name, one]) => walk(one, path === "" ? name : `${path}.${name}`, see));
}

/** When the last event of a row happened. */
export function lastMoment(body: string): number | null {
  const last = (JSON.parse(body) as LoggedEvent[]).at(-1);
  return typeof last?.["at"] === "number" ? last["at"] : null;
}
