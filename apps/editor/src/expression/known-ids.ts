import { keysOf, outputIdAt, valueAt, visitAt, type IdKind, type Json, type Keys, type OutputId } from "@leeway/engine";

/** What an id in an output is the id of, and what that is called where the data says so. */
export interface KnownId {
  idKind: IdKind;
  label?: string;
}
type Ids = Readonly<Record<string, OutputId>>;

/** What the value at a path of an output is the id of. */
export function idAt(ids: Ids | undefined, output: Json, path: Keys): KnownId | undefined {
  const id = outputIdAt(ids, path);
  if (!id) return undefined;
  const label = id.label === undefined ? undefined : valueAt(output, inPlaceOf(path, keysOf(id.label)));
  const said = typeof label === "string" || typeof label === "number" ? String(label).trim() : "";
  return { idKind: id.idKind, ...(said !== "" && { label: said }) };
}

/** The keys of a path with the places of the lists that another one went through. */
function inPlaceOf(path: Keys, keys: Keys): Keys {
  const places = path.filter((key) => typeof key === "number");
  let list = 0;
  return keys.map((key) => (typeof key === "number" ? (places[list++] ?? key) : key));
}

/** Lists are not searched to their end. */
const MOST = 500;

/** Everything that an output says of one id. */
export function knownIn(ids: Ids | undefined, output: Json, id: string): KnownId[] {
  const found: KnownId[] = [];
  for (const pattern of Object.keys(ids ?? {}))
    visitAt(
      output,
      pattern,
      (value, keys) => {
        const known = value === id ? idAt(ids, output, keys) : undefined;
        if (known) found.push(known);
      },
      MOST,
    );
  return found;
}

/** The ids of a kind that belong to what an id names: a person's channels stand in the same entry of a list. */
export function besideIn(ids: Ids | undefined, output: Json, id: string, wanted: IdKind): string[] {
  const places: Keys[] = [];
  for (const pattern of Object.keys(ids ?? {}))
    visitAt(output, pattern, (value, path) => void (value === id && places.push([...path])), MOST);
  const found = new Set<string>();
  if (places.length > 0)
    for (const [pattern, { idKind }] of Object.entries(ids ?? {}))
      if (idKind === wanted)
        visitAt(
          output,
          pattern,
          (value, path) => {
            if (typeof value === "string" && places.some((place) => isBeside(place, path))) found.add(value);
          },
          MOST,
        );
  return [...found];
}

/** Two places are in the same entry where the first thing in which they differ is a name and not a place in a list. */
function isBeside(a: Keys, b: Keys): boolean {
  const at = a.findIndex((key, index) => key !== b[index]);
  return at === -1 || (typeof a[at] === "string" && typeof b[at] === "string");
}
