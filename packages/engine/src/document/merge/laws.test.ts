import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../json.js";
import { isEqual, isNothing } from "../../same.js";
import { base, catalogue, documents, fieldEdits } from "../../testing/edits.js";
import { holds, patience } from "../../testing/histories.js";
import { differenceOf } from "../difference.js";
import { workflowDocumentSchema, type WorkflowDocument } from "../document.js";
import { renameInTexts } from "../rename-steps.js";
import type { Choose, Conflict } from "./conflict.js";
import { mergeDocuments } from "./merge.js";

const merge = (mine: WorkflowDocument, theirs: WorkflowDocument, choose?: Choose) =>
  mergeDocuments({ base, mine, theirs }, catalogue, choose);

/** One text for what is the same in whatever order keys and rows stand. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plain).toSorted().join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  return `{${Object.entries(value)
    .map(([key, one]) => `${key}:${plain(one)}`)
    .toSorted()
    .join()}}`;
}
const sorted = <T>(list: readonly T[]) => list.map(plain).toSorted();
/** What a document says, wherever it stands and in whatever order. */
const said = ({ nodes, edges, notes, ...own }: WorkflowDocument) => ({
  ...own,
  nodes: sorted(nodes.map(({ position: _position, labels: _labels, ...one }) => one)),
  edges: edges.map(({ source, sourceHandle, target }) => `${source} ${sourceHandle} ${target}`).toSorted(),
  notes: sorted(notes.map(({ id, text }) => [id, text])),
});
const mirrored = (conflict: Conflict) =>
  conflict.kind === "value"
    ? { ...conflict, mine: conflict.theirs, theirs: conflict.mine }
    : { ...conflict, by: conflict.by === "mine" ? "theirs" : "mine" };
const draws = { short: 400, long: 20_000, seed: 7 };

describe("of any two documents that come of one", () => {
  test(
    "one that nobody changed gives way to the other, to the letter",
    () =>
      holds(
        fc.property(documents, (document) => {
          expect(merge(document, base).document).toEqual(document);
          expect(merge(base, document).document).toEqual(document);
          expect(merge(document, structuredClone(document)).document).toEqual(document);
        }),
        draws,
      ),
    patience(draws),
  );

  test(
    "the merged one is a document whose links have their ends and whose ids are single",
    () =>
      holds(
        fc.property(documents, documents, fc.boolean(), (mine, theirs, way) => {
          const { document } = merge(mine, theirs, way ? () => "theirs" : undefined);
          expect(workflowDocumentSchema.parse(document)).toEqual(document);
          const there = new Set(document.nodes.map(({ id }) => id));
          expect(there.size).toBe(document.nodes.length);
          expect(new Set(document.edges.map(({ id }) => id)).size).toBe(document.edges.length);
          expect(document.edges.filter(({ source, target }) => !there.has(source) || !there.has(target))).toEqual([]);
          expect(document.nodes.filter(({ parent }) => parent !== undefined && !there.has(parent))).toEqual([]);
        }),
        draws,
      ),
    patience(draws),
  );

  test(
    "it is the same whoever merges, but for what one is asked and the ids of what both made",
    () =>
      holds(
        fc.property(documents, documents, (mine, theirs) => {
          const [here, there] = [merge(mine, theirs), merge(theirs, mine)];
          fc.pre(here.renamed.steps.size + here.renamed.notes.size === 0);
          expect(sorted(there.conflicts.map((one) => [one.key, one.kind]))).toEqual(
            sorted(here.conflicts.map((one) => [one.key, one.kind])),
          );
          const of = new Map(here.conflicts.map((one) => [one.key, one]));
          for (const conflict of there.conflicts) {
            if (conflict.kind === "value") expect(mirrored(conflict)).toEqual(of.get(conflict.key));
            else expect(conflict).toHaveProperty("by", mirrored(of.get(conflict.key) as Conflict)["by" as never]);
          }
          const asThere: Choose = (one) => (one.kind === "value" ? "theirs" : one.by === "mine" ? "theirs" : "mine");
          expect(said(merge(mine, theirs, asThere).document)).toEqual(said(there.document));
        }),
        draws,
      ),
    patience(draws),
  );

  test(
    "nothing that either did is lost without a conflict",
    () =>
      holds(
        fc.property(documents, documents, (mine, theirs) => {
          const { document, conflicts, renamed } = merge(mine, theirs);
          const asked = (id: string, path: readonly string[] = []) =>
            conflicts.some((one) =>
              one.kind === "removal"
                ? one.gone.includes(id)
                : ("id" in one.of ? one.of.id === id : id === "") && one.path.every((part, at) => part === path[at]),
            );
          const nodes = new Map(document.nodes.map((one) => [one.id, one]));
          const links = new Set(said(document).edges);
          for (const [side, one] of [
            ["mine", mine],
            ["theirs", theirs],
          ] as const) {
            const now = (id: string) => (side === "mine" ? (renamed.steps.get(id) ?? id) : id);
            const { nodes: changes, settings, notes, edges } = differenceOf(base, one, catalogue);
            for (const change of changes) {
              const is = nodes.get(now(change.id));
              if (change.kind === "added") expect([is !== undefined, asked(now(change.id))]).toContain(true);
              else if (change.kind === "removed") expect([is === undefined, asked(change.id)]).toContain(true);
              else
                for (const { path, after } of change.changes) {
                  const found = path.reduce<Json | undefined>((value, key) => (value as never)?.[key], is as Json);
                  const wanted =
                    side === "mine" && path[0] === "params" && after !== undefined
                      ? renameInTexts(after, renamed.steps)
                      : after;
                  const same = isEqual(found, wanted) || (isNothing(found) && isNothing(wanted)) || isMerged(path);
                  expect([same, asked(change.id, path)], `${side} ${change.id} ${path.join(".")}`).toContain(true);
                }
            }
            for (const { path, after } of settings)
              expect([
                isEqual((path[0] === "name" ? document : document.settings)[path[0] ?? ""] as Json, after),
                asked("", path[0] === "name" ? path : ["settings", ...path]),
              ]).toContain(true);
            for (const { kind, id, after } of notes) {
              const is = document.notes.find(
                (note) => note.id === (side === "mine" ? (renamed.notes.get(id) ?? id) : id),
              );
              expect([kind === "removed" ? is === undefined : is?.text === after, asked(id, ["text"])]).toContain(true);
            }
            for (const {
              kind,
              link: { source, sourceHandle, target },
            } of edges) {
              if (kind === "removed") continue;
              const ends = [now(source), now(target)] as const;
              const there = links.has(`${ends[0]} ${sourceHandle} ${ends[1]}`);
              const lost =
                !nodes.has(ends[0]) || !nodes.has(ends[1]) || conflicts.some(({ kind: what }) => what === "removal");
              expect([there, lost]).toContain(true);
            }
          }
        }),
        draws,
      ),
    patience(draws),
  );

  test(
    "what was chosen is there, and merging again with it asks the same",
    () =>
      holds(
        fc.property(documents, documents, fc.constantFrom("mine" as const, "theirs" as const), (mine, theirs, side) => {
          const { document, conflicts } = merge(mine, theirs, () => side);
          const nodes = new Map(document.nodes.map((one) => [one.id, one]));
          for (const conflict of conflicts) {
            if (conflict.of.kind !== "step") continue;
            if (conflict.kind === "removal") expect(nodes.has(conflict.of.id)).toBe(conflict.by !== side);
            const [place, name, ...rest] = conflict.kind === "value" ? conflict.path : [];
            if (conflict.kind === "value" && place === "params" && name !== undefined && rest.length === 0)
              expect(nodes.get(conflict.of.id)?.params[name]).toEqual(conflict[side]);
          }
          expect(merge(mine, theirs, () => side).conflicts).toEqual(conflicts);
        }),
        draws,
      ),
    patience(draws),
  );
});

/** Lists of named things hold what both did: they are looked into by tests of their own. */
const isMerged = (path: readonly string[]) => path[0] === "params" && (path[1] === "fields" || path[1] === "body");

test("changes of different fields are both there, whoever made them first, and nobody is asked", () =>
  holds(
    fc.property(fc.array(fieldEdits, { maxLength: 4 }), fc.array(fieldEdits, { maxLength: 4 }), (ones, others) => {
      const taken = new Set(ones.map(({ at }) => at));
      const apply = (list: typeof ones, from: WorkflowDocument) =>
        list.reduce((document, { edit }) => edit(document), from);
      const free = others.filter(({ at }) => !taken.has(at));
      const { document, conflicts } = merge(apply(ones, base), apply(free, base));
      expect(conflicts).toEqual([]);
      expect(said(document)).toEqual(said(apply(free, apply(ones, base))));
      expect(said(document)).toEqual(said(apply(ones, apply(free, base))));
    }),
    draws,
  ));
