import { ownOf, parseTemplate, patternOf, referencesOf, type Keys, type OutputId } from "@leeway/engine";

type Ids = Readonly<Record<string, OutputId>>;
interface Source {
  nodeId: string;
  trigger: boolean;
  ids: Ids | undefined;
}

/**
 * Of what an item of a loop has the ids, by path from `item`: what is known of the entries of the list that the loop goes
 * through. `around` is the loop around it.
 */
export function itemIds(items: string, sources: readonly Source[], around: string | undefined): Ids | undefined {
  const parsed = parseTemplate(items);
  const [list] = parsed.ok ? referencesOf(parsed.template) : [];
  if (!list) return undefined;
  const [first, ...rest] = list.path;
  const from: Record<string, [Source | undefined, Keys]> = {
    trigger: [sources.find(({ trigger }) => trigger), list.path],
    steps: [sources.find(({ nodeId }) => nodeId === first), rest],
    item: [sources.find(({ nodeId }) => nodeId === around), ["item", ...list.path]],
  };
  const [source, keys] = ownOf(from, list.root) ?? [];
  return source?.ids && keys && idsWithin(source.ids, `${patternOf(keys)}[]`, "item");
}

/** The ids below a path, by what follows it behind another path. */
export function idsWithin(ids: Ids, path: string, as: string): Ids {
  const placed = (pattern: string | undefined) =>
    pattern?.startsWith(path) && /^($|[.[])/.test(pattern.slice(path.length))
      ? (as + pattern.slice(path.length)).replace(/^\./, "")
      : undefined;
  return Object.fromEntries(
    Object.entries(ids).flatMap(([pattern, { idKind, label }]) => {
      const [at, called] = [placed(pattern), placed(label)];
      return at === undefined ? [] : [[at, { idKind, ...(called !== undefined && { label: called }) }]];
    }),
  );
}
