/** A part of a file of which nothing is known. */
const part = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

const nameOf = (value: unknown): string | undefined => {
  const name = part(value, "name") ?? part(part(value, "document"), "name");
  return typeof name === "string" && name.trim() !== "" ? name.trim().slice(0, 60) : undefined;
};

/**
 * Where in the file of a workspace an error is, for whoever mends it: the path, and what its part is called.
 * Of the file as a whole there is no place to name.
 */
export function placeIn(file: unknown, path: string): { path: string; name: string | undefined } | undefined {
  if (path === "" || /^file(\.(kind|schemaVersion))?$/.test(path)) return undefined;
  const inside = path.replace(/^file\./, "");
  const [, list = "", index = ""] = /^(\w+)\[(\d+)\]/.exec(inside) ?? [];
  return { path: inside, name: nameOf(part(part(file, list), index)) };
}
