import {
  nearestNames,
  resolveParams,
  valueAt,
  type Catalogue,
  type Json,
  type JsonObject,
  type NodeDefinition,
  type OpenSecret,
  type OptionsSource,
  type ParamDefinition,
  type StepError,
  type StepTools,
} from "@leeway/engine";
import { failed } from "../answer.js";
import type { Judged } from "./judge.js";
import { readPages } from "./pages.js";
import { standInId } from "./stand-in-id.js";

/** What was read is good for so long. */
const KEEP_MS = 120_000;
const MOST_LISTS = 300;
/** Leeloo advises against larger pages. */
const PAGE = 100;

type Failed = Extract<Judged, { kind: "failed" }>;
type Named = { kind: "named"; params: JsonObject } | Failed;
interface Choice {
  id: string;
  label: string;
}
type Choices = { kind: "choices"; choices: readonly Choice[] } | Failed;
interface Reading {
  at: number;
  /** Whose: the token's pool. */
  pool: string;
  choices: Promise<Choices>;
}

/** What a lookup needs of the step around it. */
interface Lookup {
  source: OptionsSource;
  params: JsonObject;
  tools: StepTools;
  secret: OpenSecret;
}

const isId = (text: string) => /^[0-9a-f]{24}$/i.test(text);

/** Ids of things that are given by name. Lists are remembered by token; nothing is ever made. */
export class Names {
  readonly #read = new Map<string, Reading>();

  constructor(private readonly catalogue: Catalogue) {}

  /** The params with ids in the place of names; a name that does not fit exactly one choice is the failure. */
  async resolve(
    { params: definitions }: NodeDefinition,
    params: JsonObject,
    tools: StepTools,
    secret: OpenSecret,
  ): Promise<Named> {
    const named = { ...params };
    for (const definition of definitions) {
      const value = params[definition.name];
      const { optionsFrom: source } = definition;
      if (!definition.byName || !source || value === undefined) continue;
      const found = await this.#param(definition, value, { source, params, tools, secret });
      if (found.kind === "failed") return found;
      named[definition.name] = found.value;
    }
    return { kind: "named", params: named };
  }

  /** What was read of this token's lists: somebody knows that they have changed. */
  forget({ pool }: OpenSecret): void {
    if (pool) for (const [key, reading] of this.#read) if (reading.pool === pool.key) this.#read.delete(key);
  }

  async #param(
    { name }: ParamDefinition,
    value: Json,
    lookup: Lookup,
  ): Promise<{ kind: "value"; value: Json } | Failed> {
    const entries = Array.isArray(value) ? value : [value];
    const ids: Json[] = [];
    for (const [index, entry] of entries.entries()) {
      if (typeof entry !== "string" || isId(entry)) ids.push(entry);
      else {
        const place = Array.isArray(value) ? `${name}[${index}]` : name;
        const found = await this.#id(entry, place, lookup);
        if (typeof found !== "string") return found;
        ids.push(found);
      }
    }
    // A tag that is given by id and by name is one tag.
    return { kind: "value", value: Array.isArray(value) ? [...new Set(ids)] : (ids[0] ?? null) };
  }

  async #id(name: string, place: string, lookup: Lookup): Promise<string | Failed> {
    const { tools, secret } = lookup;
    // Whose names these are: a stand-in knows the names of nobody's account.
    if (secret.standIn) tools.lookedUp?.(name.trim());
    const known = await this.#choices(lookup, false);
    if (known.kind === "failed") return known;
    const found = find(name, known.choices);
    if (typeof found === "string") return found;
    if (secret.standIn) return standInId(name.trim());
    // What is read anew may know a name that was given a moment ago.
    const fresh = known.old ? await this.#choices(lookup, true) : known;
    if (fresh.kind === "failed") return fresh;
    const again = find(name, fresh.choices);
    return typeof again === "string" ? again : failed({ ...again, param: place });
  }

  /** `old`: it was read before this step asked. */
  async #choices(lookup: Lookup, anew: boolean): Promise<(Choices & { kind: "choices"; old: boolean }) | Failed> {
    const { tools, secret, source, params } = lookup;
    const given = givenOf(source, params);
    const key = secret.pool && JSON.stringify([secret.pool.key, secret.data["baseUrl"] ?? null, source, given]);
    const known = key === undefined || anew ? undefined : this.#read.get(key);
    if (known && tools.now - known.at < KEEP_MS) {
      // The failure of another step is not this one's.
      const theirs = known.choices.catch(() => undefined);
      const choices = await Promise.race([theirs, ...(tools.stopped ? [tools.stopped()] : [])]);
      if (choices?.kind === "choices") return { ...choices, old: true };
    }
    const choices = this.#list(lookup, given);
    if (key !== undefined && secret.pool) this.#remember(key, { at: tools.now, pool: secret.pool.key, choices });
    const read = await choices;
    return read.kind === "choices" ? { ...read, old: false } : read;
  }

  #remember(key: string, reading: Reading): void {
    this.#read.delete(key);
    this.#read.set(key, reading);
    const [oldest] = this.#read.keys();
    if (this.#read.size > MOST_LISTS && oldest !== undefined) this.#read.delete(oldest);
  }

  async #list({ source, tools, secret }: Lookup, given: JsonObject): Promise<Choices> {
    const list = this.catalogue.get(source.nodeType);
    if (!list) return failed({ code: "node.unknownType", values: { type: source.nodeType } });
    const paged = list.request?.query?.includes("offset") ? { pages: "all", maxEntries: 10_000, limit: PAGE } : {};
    const { now, timezone, read } = tools;
    const scope = { values: { now: new Date(now).toISOString() }, now, timezone };
    const resolved = resolveParams(list, { ...given, ...paged }, scope);
    if (!resolved.ok) return failed(resolved.error);
    const answer = await readPages(list, resolved.params, { http: read, read, now, progress: () => {} }, secret);
    if (answer.kind === "failed") return answer;
    const entries = valueAt(answer.output, source.items);
    const choices = (Array.isArray(entries) ? entries : []).flatMap((entry): Choice[] => {
      const [id, label] = [valueAt(entry, source.value), valueAt(entry, source.label)];
      return typeof id === "string" && typeof label === "string" ? [{ id, label: label.trim() }] : [];
    });
    return { kind: "choices", choices };
  }
}

const givenOf = ({ from = {} }: OptionsSource, params: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(from).flatMap(([theirs, ours]): [string, Json][] => {
      const value = params[ours];
      return value === undefined ? [] : [[theirs, value]];
    }),
  );

/** The id of the one choice that is called so: to the letter, or in other capitals where that leaves no doubt. */
function find(name: string, choices: readonly Choice[]): string | StepError {
  const wanted = name.trim();
  const exact = choices.filter(({ label }) => label === wanted);
  const lower = wanted.toLowerCase();
  const found = exact.length > 0 ? exact : choices.filter(({ label }) => label.toLowerCase() === lower);
  const [id, ...others] = new Set(found.map((choice) => choice.id));
  if (id !== undefined && others.length === 0) return id;
  if (id !== undefined) return { code: "choice.twofoldName", values: { value: wanted } };
  const names = nearestNames(
    wanted,
    choices.map(({ label }) => label),
  );
  return {
    code: "choice.unknownName",
    values: { value: wanted, ...(names.length > 0 && { names: names.join(", ") }) },
  };
}
