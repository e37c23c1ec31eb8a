import type { Conflict, Json, ParamDefinition, RemovalConflict, ValueConflict, WorkflowDocument } from "@leeway/engine";
import { chaptersOf, type Telling } from "../versions/chapters.js";
import type { Piece } from "../versions/value-pieces.js";

/** One thing to choose, as people read it. */
export interface ClashRow {
  key: string;
  conflict: Conflict;
  /** The step, the note, the workflow. */
  subject: string;
  /** The field. */
  title?: string;
  /** What happened, where there is more to say than two values. */
  help?: string;
  mine: Piece[] | undefined;
  theirs: Piece[] | undefined;
}

/** `words.before` is my document, `words.after` theirs. */
export function clashRows(conflicts: readonly Conflict[], words: Telling, who: string): ClashRow[] {
  return conflicts.map((conflict) =>
    conflict.kind === "value" ? valueRow(conflict, words) : removalRow(conflict, words, who),
  );
}

function valueRow(conflict: ValueConflict, words: Telling): ClashRow {
  const { of, key, path, mine, theirs } = conflict;
  const { t } = words;
  const known = { key, conflict, mine: plain(mine), theirs: plain(theirs) };
  if (of.kind === "note") return { ...known, subject: t("clash.note") };
  if (of.kind === "workflow") {
    const place = path[0] === "settings" ? path.slice(1) : path;
    const settings = [{ path: place, before: mine, after: theirs }];
    const [line] = chaptersOf({ nodes: [], edges: [], notes: [], settings }, words)[0]?.lines ?? [];
    return {
      ...known,
      subject: t("clash.settings"),
      title: line?.title ?? "",
      mine: line?.before,
      theirs: line?.after,
    };
  }
  return { ...known, ...stepLine(conflict, of.id, words) };
}

/** A field of a step, by the words in which versions are compared. */
function stepLine({ path, mine, theirs }: ValueConflict, id: string, words: Telling) {
  const node = (document: WorkflowDocument) => document.nodes.find((one) => one.id === id);
  const [before, after] = [node(words.before), node(words.after)];
  if (!before || !after) return { subject: words.step(id) };
  const param = words.catalogue.get(after.type)?.params.find(({ name }) => path[0] === "params" && name === path[1]);
  const change = { path: path.slice(0, 2), before: whole(path, mine, param), after: whole(path, theirs, param) };
  const nodes = [{ kind: "changed" as const, id, before, after, changes: [change] }];
  const [line] = chaptersOf({ nodes, edges: [], notes: [], settings: [] }, words)[0]?.lines ?? [];
  if (path[0] === "disabled") {
    // “Switched off” is what the comparison of versions says; here two ways stand beside each other.
    const say = (value: Json | undefined) => [{ text: words.t(value === true ? "difference.off" : "difference.on") }];
    return { subject: words.step(id), mine: say(mine), theirs: say(theirs) };
  }
  const rest = path.slice(2, 3).map((name) => words.t("clash.quoted", { text: name }));
  const title = [line?.title ?? "", ...rest].filter(Boolean).join(" · ");
  return { subject: words.step(id), title, mine: line?.before, theirs: line?.after };
}

/** A part of a list as the list that has this part alone: so that it is said as the list is. */
function whole(path: readonly string[], value: Json | undefined, param: ParamDefinition | undefined): Json | undefined {
  const [, , name, cell] = path;
  if (value === undefined || name === undefined || !param) return value;
  if (param.kind === "keyValues") return { [name]: value };
  if (cell === undefined) return [value];
  const namedBy = param.columns?.find(({ unique }) => unique)?.name ?? (param.kind === "cases" ? "id" : "name");
  return [{ [namedBy]: name, [cell]: value }];
}

function removalRow(conflict: RemovalConflict, words: Telling, who: string): ClashRow {
  const { of, key, by, gone, touched } = conflict;
  const { t } = words;
  const isNote = of.kind === "note";
  const subject = isNote ? t("clash.note") : words.step(of.id);
  const note = [...words.before.notes, ...words.after.notes].find(({ id }) => isNote && id === of.id);
  const quoted = (text: string) => t("clash.quoted", { text });
  const names = isNote ? quoted(note?.text ?? "") : touched.map((id) => quoted(words.step(id))).join(", ");
  const itself = !isNote && touched.length === 1 && touched[0] === of.id;
  const told = itself ? t(`clash.changed.${by}`, { who }) : t(`clash.removed.${by}`, { who, touched: names });
  const more = gone.length > 1 ? ` ${t("clash.removed.many", { count: gone.length - 1 })}` : "";
  const goes = [{ text: t("clash.delete") }];
  const stays = [{ text: t("clash.keep") }];
  return {
    key,
    conflict,
    subject,
    help: told + more,
    mine: by === "mine" ? goes : stays,
    theirs: by === "mine" ? stays : goes,
  };
}

const plain = (value: Json | undefined): Piece[] | undefined =>
  value === undefined || value === null || value === ""
    ? undefined
    : [{ text: typeof value === "string" ? value : JSON.stringify(value) }];
