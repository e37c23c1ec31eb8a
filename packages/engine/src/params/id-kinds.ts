import type { IdKind, NodeDefinition, OutputId } from "../definition.js";
import type { StepError } from "../failures.js";
import type { Json, JsonObject } from "../json.js";
import { keysOf, patternOf, textOfKeys, visitAt, type Keys } from "../paths.js";

/** What a step that came before has answered. */
export interface KnownOutput {
  nodeId: string;
  ids: Ids;
  output: Json;
}

type Ids = Readonly<Record<string, OutputId>>;

/** What a definition says of the id at this place of an output. */
export function outputIdAt(ids: Ids | undefined, place: Keys): OutputId | undefined {
  const pattern = patternOf(place);
  return ids && Object.hasOwn(ids, pattern) ? ids[pattern] : undefined;
}

/** What is known of the id at this place of an output, and where in the same output an id of the wanted kind stands. */
export function whatStandsAt(
  ids: Ids,
  place: Keys,
  wanted: IdKind,
): { path: string; found: IdKind; fits?: string } | undefined {
  const here = outputIdAt(ids, place);
  if (!here) return undefined;
  let best: { keys: Keys; shared: number } | undefined;
  for (const [path, { idKind }] of Object.entries(ids)) {
    const keys = keysOf(path);
    const shared = idKind === wanted ? sharedOf(keys, place) : -1;
    if (shared > (best?.shared ?? -1)) best = { keys, shared };
  }
  // The entries that both are in are the same ones.
  const right = best?.keys.map((key, index) => (index < (best?.shared ?? 0) ? (place[index] ?? key) : key));
  return { path: textOfKeys(place), found: here.idKind, ...(right && { fits: textOfKeys(right) }) };
}

function sharedOf(keys: Keys, place: Keys): number {
  const differs = keys.findIndex((key, index) =>
    typeof key === "number" ? typeof place[index] !== "number" : key !== place[index],
  );
  return differs < 0 ? keys.length : differs;
}

/** One id among resolved params. */
interface Wanted {
  param: string;
  idKind: IdKind;
  value: string;
  /** Where the same value is known as something else. */
  wrong: ReturnType<typeof whatStandsAt>;
  right: boolean;
}

/** Which params of a definition take ids; of every step that runs, so it is found out once. */
const idParams = new WeakMap<NodeDefinition, { name: string; idKind: IdKind }[]>();
/** The paths of a definition's ids. */
const idPaths = new WeakMap<Ids, { path: string; idKind: IdKind }[]>();

function idParamsOf(definition: NodeDefinition): { name: string; idKind: IdKind }[] {
  let found = idParams.get(definition);
  if (!found) {
    found = definition.params.flatMap(({ name, idKind }) => (idKind === undefined ? [] : [{ name, idKind }]));
    idParams.set(definition, found);
  }
  return found;
}

function idPathsOf(ids: Ids): { path: string; idKind: IdKind }[] {
  let found = idPaths.get(ids);
  if (!found) {
    found = Object.entries(ids).map(([path, { idKind }]) => ({ path, idKind }));
    idPaths.set(ids, found);
  }
  return found;
}

function wantedIn(definition: NodeDefinition, params: JsonObject): Wanted[] {
  const wanted: Wanted[] = [];
  for (const { name, idKind } of idParamsOf(definition)) {
    const given = Object.hasOwn(params, name) ? params[name] : undefined;
    const add = (value: Json | undefined, param: string) => {
      if (typeof value === "string" && /^[0-9a-f]{24}$/i.test(value))
        wanted.push({ param, idKind, value, wrong: undefined, right: false });
    };
    if (Array.isArray(given)) given.forEach((value, index) => add(value, `${name}[${index}]`));
    else add(given, name);
  }
  return wanted;
}

/** An id that a step before knows as one of something else, and none as what is wanted. */
export function wrongIdIn(
  definition: NodeDefinition,
  params: JsonObject,
  known: () => Iterable<KnownOutput>,
): StepError | undefined {
  const wanted = wantedIn(definition, params);
  if (wanted.length === 0) return undefined;
  let open = wanted.length;
  for (const { ids, output } of known()) {
    for (const { path, idKind } of idPathsOf(ids))
      visitAt(output, path, (value, place) => {
        for (const one of wanted) {
          if (one.value !== value || one.right) continue;
          if (idKind === one.idKind) {
            one.right = true;
            open -= 1;
          } else one.wrong ??= whatStandsAt(ids, place, one.idKind);
        }
      });
    if (open === 0) return undefined;
  }
  const bad = wanted.find(({ wrong, right }) => wrong !== undefined && !right);
  if (!bad?.wrong) return undefined;
  const { found, fits } = bad.wrong;
  const values = { value: bad.value, idKind: bad.idKind, found, ...(fits !== undefined && { fits }) };
  return { code: "id.wrongKind", values, param: bad.param };
}
