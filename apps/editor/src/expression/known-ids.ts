import { isObject, type IdKind, type Json, type OutputId } from "@leeway/engine";

/** What an id in an output is the id of, and what that is called where the data says so. */
export interface KnownId {
  idKind: IdKind;
  label?: string;
}
type Ids = Readonly<Record<string, OutputId>>;
type Path = readonly (string | number)[];

/** A path as definitions write it: every place in a list is `[]`. */
const patternOf = (path: Path): string =>
  path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[]` : text === "" ? key : `${text}.${key}`),
    "",
  );
const keysOf = (pattern: string): string[] => pattern.match(/\[\]|[^.[\]]+/g) ?? [];

/** What the value at a path of an output is the id of. */
export function idAt(ids: Ids | undefined, output: Json, path: Path): KnownId | undefined {
  const pattern = patternOf(path);
  const id = ids && Object.hasOwn(ids, pattern) ? ids[pattern] : undefined;
  if (!id) return undefined;
  const places = path.filter((key) => typeof key === "number");
  const label = id.label === undefined ? undefined : valueAt(output, keysOf(id.label), places);
  const said = typeof label === "string" || typeof label === "number" ? String(label).trim() : "";
  return { idKind: id.idKind, ...(said !== "" && { label: said }) };
}

/** The value under a pattern, with the places of the lists that the path went through. */
function valueAt(output: Json | undefined, keys: readonly string[], places: readonly number[]): Json | undefined {
  let here = output;
  let list = 0;
  for (const key of keys) {
    if (key === "[]") {
      const place = places[list++];
      here = Array.isArray(here) && place !== undefined ? here[place] : undefined;
    } else here = isObject(here) && Object.hasOwn(here, key) ? here[key] : undefined;
  }
  return here;
}

/** Lists are not searched to their end. */
const MOST = 500;

/** Everything that an output says of one id. */
export function knownIn(ids: Ids | undefined, output: Json, id: string): KnownId[] {
  const found: KnownId[] = [];
  const walk = (here: Json | undefined, keys: readonly string[], path: Path) => {
    const [key, ...rest] = keys;
    if (key === undefined) {
      const known = here === id ? idAt(ids, output, path) : undefined;
      if (known) found.push(known);
    } else if (key === "[]") {
      if (Array.isArray(here)) for (const [at, one] of here.slice(0, MOST).entries()) walk(one, rest, [...path, at]);
    } else if (isObject(here) && Object.hasOwn(here, key)) walk(here[key], rest, [...path, key]);
  };
  for (const pattern of Object.keys(ids ?? {})) walk(output, keysOf(pattern), []);
  return found;
}
