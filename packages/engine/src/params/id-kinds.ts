import type { IdKind, NodeDefinition, OutputId } from "../definition.js";
import type { StepError } from "../failures.js";
import type { Json, JsonObject } from "../json.js";

/** What a step that came before has answered. */
export interface KnownOutput {
  nodeId: string;
  ids: Readonly<Record<string, OutputId>>;
  output: Json;
}

type Keys = readonly (string | number)[];

/** `data[].accounts[].account_id` as the keys of a definition's path: lists are numbers. */
const keysOf = (path: string): (string | number)[] =>
  path.split(".").flatMap((part): (string | number)[] => {
    const name = part.replace(/(\[\])+$/, "");
    const lists = Array.from({ length: (part.length - name.length) / 2 }, () => 0);
    return name === "" ? lists : [name, ...lists];
  });

/** Keys as people read them: `data[0].id`. */
const textOfKeys = (keys: Keys): string =>
  keys.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? key : `${text}.${key}`),
    "",
  );

const fits = (keys: Keys, path: Keys): boolean =>
  keys.length === path.length &&
  keys.every((key, index) => typeof key === typeof path[index] && (typeof key === "number" || key === path[index]));

/** What is known of the id at this place of an output, and where in the same output an id of the wanted kind stands. */
export function idAt(
  ids: Readonly<Record<string, OutputId>>,
  place: Keys,
  wanted: IdKind,
): { path: string; found: IdKind; fits?: string } | undefined {
  const entries = Object.entries(ids).map(([path, { idKind }]) => ({ keys: keysOf(path), idKind }));
  const here = entries.find(({ keys }) => fits(keys, place));
  if (!here) return undefined;
  let best: { keys: Keys; shared: number } | undefined;
  for (const { keys, idKind } of entries) {
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
  wrong?: ReturnType<typeof idAt>;
  right: boolean;
}

function wantedIn({ params: definitions }: NodeDefinition, params: JsonObject): Wanted[] {
  // Of every step that runs; most have no id at all.
  if (!definitions.some(({ idKind }) => idKind !== undefined)) return [];
  return definitions.flatMap(({ name, idKind }): Wanted[] => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (idKind === undefined) return [];
    const entries = Array.isArray(value)
      ? value.map((one, index): [string, Json] => [`${name}[${index}]`, one])
      : [[name, value ?? null] as [string, Json]];
    return entries.flatMap(([param, one]) =>
      typeof one === "string" && /^[0-9a-f]{24}$/i.test(one) ? [{ param, idKind, value: one, right: false }] : [],
    );
  });
}

/** An id that a step before knows as one of something else, and none as what is wanted. */
export function wrongIdIn(
  definition: NodeDefinition,
  params: JsonObject,
  known: Iterable<KnownOutput>,
): StepError | undefined {
  const wanted = wantedIn(definition, params);
  if (wanted.length === 0) return undefined;
  for (const { ids, output } of known)
    for (const [path, { idKind }] of Object.entries(ids))
      visit(output, keysOf(path), [], (value, place) => {
        for (const one of wanted) {
          if (one.value !== value) continue;
          if (idKind === one.idKind) one.right = true;
          else one.wrong ??= idAt(ids, place, one.idKind);
        }
      });
  const bad = wanted.find(({ wrong, right }) => wrong !== undefined && !right);
  if (!bad?.wrong) return undefined;
  const { found, fits: right } = bad.wrong;
  const values = { value: bad.value, idKind: bad.idKind, found, ...(right !== undefined && { fits: right }) };
  return { code: "id.wrongKind", values, param: bad.param };
}

function visit(value: Json, path: Keys, place: Keys, tell: (value: string, place: Keys) => void): void {
  const key = path[place.length];
  if (key === undefined) {
    if (typeof value === "string") tell(value, place);
  } else if (typeof key === "number") {
    if (Array.isArray(value)) value.forEach((one, index) => visit(one, path, [...place, index], tell));
  } else if (typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, key))
    visit(value[key] ?? null, path, [...place, key], tell);
}
