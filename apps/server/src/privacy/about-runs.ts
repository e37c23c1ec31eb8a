import { itemName, pathOf } from "@leeway/engine";
import type { FastifyRequest } from "fastify";
import { SHORTEST } from "./known-values.js";

/** Which runs an answer tells of: what is hidden in it may be known from elsewhere in them. */
export interface AboutRuns {
  /** All of it came with one run. */
  isOfOne: boolean;
  /** It is one message of a stream of a run's events. */
  isStream: boolean;
  /** Of a list that does not wait until each run is known: what it tells of them that came with them. */
  toldOf?: (answer: unknown) => ReadonlyMap<string, readonly string[]>;
  runsOf: (answer: unknown) => readonly string[];
  /** In a stream of a run's events: which one; of other answers all that there is counts. */
  seqOf: (answer: unknown) => number;
  /** The items of loops that it tells of, with those around them: `000012.000003`. */
  itemsOf: (answer: unknown) => readonly string[];
}

const RUNS = "/api/v1/runs";
const RUN = `${RUNS}/:id`;
/** Lists of what stands in runs. */
const LISTS = ["/api/v1/attention", "/api/v1/people/:id"];

/** By the address that is asked. */
export function aboutRuns({ routeOptions: { url = "" }, params, query }: FastifyRequest): AboutRuns {
  const { id, key } = params as { id: string; key?: string };
  if (url === `${RUN}/events`) return eventsOf(id);
  const { item } = query as { item?: unknown };
  const path = pathOf(key ?? (typeof item === "string" ? item : ""));
  const inside = (answer: unknown) => (url.endsWith("/items") ? indexesIn(answer) : []);
  return {
    isOfOne: url.startsWith(RUN),
    isStream: false,
    ...(url === RUNS && { toldOf: toldIn }),
    runsOf: url.startsWith(RUN) ? () => [id] : runsIn(url),
    seqOf: () => Infinity,
    itemsOf: (answer) => [path, ...inside(answer).map((index) => `${path}[${index}]`)].flatMap(withAround),
  };
}

function runsIn(url: string): (answer: unknown) => string[] {
  if (LISTS.some((list) => url.startsWith(list))) return (answer) => [...idsIn(answer)];
  return () => [];
}

interface Listed {
  id: string;
  /** Its sentences are ours but for the values. */
  error?: { values?: object } | null;
}

/** A list of runs tells of each but what went wrong in it; what a search has found is shown to nobody who may not see all. */
function toldIn(answer: unknown): Map<string, string[]> {
  const told = new Map<string, string[]>();
  for (const { id, error } of (answer as { items?: Listed[] } | null)?.items ?? []) {
    const texts = Object.values(error?.values ?? {}).flatMap((one) => [...textsIn(one)]);
    if (texts.some((text) => text.length >= SHORTEST)) told.set(id, [...texts, ...textsIn(error)]);
  }
  return told;
}

/** All texts and numbers, with the names of fields. */
function* textsIn(value: unknown): Iterable<string> {
  if (typeof value === "string" || typeof value === "number") yield String(value);
  if (value === null || typeof value !== "object") return;
  for (const [key, one] of Object.entries(value)) {
    if (!Array.isArray(value)) yield key;
    yield* textsIn(one);
  }
}

/** Ids of runs, wherever they stand in lists. */
function idsIn(answer: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(answer)) for (const one of answer) idsIn(one, found);
  if (answer === null || typeof answer !== "object" || Array.isArray(answer)) return found;
  const { id, runId, items, unknown: doubts } = answer as Record<string, unknown>;
  for (const one of [id, runId]) if (typeof one === "string" && one.startsWith("run_")) found.add(one);
  idsIn(items, found);
  return idsIn(doubts, found);
}

/** Messages with the events of a run; what keeps the stream open tells nothing. */
function eventsOf(id: string): AboutRuns {
  const eventIn = (message: unknown) => (message as { data?: { seq?: number; key?: string } }).data;
  return {
    isOfOne: true,
    isStream: true,
    runsOf: (message) => (eventIn(message) ? [id] : []),
    seqOf: (message) => eventIn(message)?.seq ?? Infinity,
    itemsOf: (message) => withAround(pathOf(eventIn(message)?.key ?? "")),
  };
}

function indexesIn(answer: unknown): number[] {
  const { items } = answer as { items?: { index: number }[] };
  return (items ?? []).map(({ index }) => index);
}

/** The name of an item by its path, and of those around it. */
function withAround(path: string): string[] {
  if (path === "") return [];
  const parts = itemName(path).split(".");
  return parts.map((_, depth) => parts.slice(0, depth + 1).join("."));
}
