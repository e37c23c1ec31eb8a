import type {
  Catalogue,
  Difference,
  Json,
  Locale,
  NodeChange,
  ValueChange,
  WorkflowDocument,
  WorkflowNode,
} from "@leeway/engine";
import { nameOf } from "../document/names.js";
import { portsOf } from "../document/ports.js";
import type { MessageId } from "../messages/catalogue.js";
import { valuePieces, type Names, type Piece } from "./value-pieces.js";

/** One thing that changed, as people read it. Without `before` and `after` its title says all. */
interface Line {
  id: string;
  title: string;
  before?: Piece[] | undefined;
  after?: Piece[] | undefined;
  /** It came or went as a whole, as its title says: there is no other side of it. */
  whole?: boolean;
}

/** What became of one step, of the links, the notes or the workflow itself. */
export interface Chapter {
  id: string;
  kind: "added" | "removed" | "changed";
  title: string;
  /** The step that it is about. */
  nodeId?: string;
  icon?: string | undefined;
  /** The loop in which the step is. */
  within?: string | undefined;
  lines: Line[];
}

export interface Telling extends Names {
  catalogue: Catalogue;
  before: WorkflowDocument;
  after: WorkflowDocument;
}

/** Who is called what in either of two documents; the newer name counts. */
export function stepNames(before: WorkflowDocument, after: WorkflowDocument, catalogue: Catalogue, locale: Locale) {
  const nodes = new Map([...before.nodes, ...after.nodes].map((node) => [node.id, node]));
  return (id: string): string => nameOf(nodes.get(id), catalogue, locale) || id;
}

/** A difference told in chapters: the workflow itself, its steps, their links, the notes. */
export function chaptersOf({ nodes, edges, notes, settings }: Difference, telling: Telling): Chapter[] {
  const { t } = telling;
  const gone = new Set(nodes.flatMap(({ kind, id }) => (kind === "removed" ? [id] : [])));
  // That links of a step that is gone are gone too goes without saying.
  const told = edges.filter(({ link }) => !gone.has(link.source) && !gone.has(link.target));
  return [
    ...chapter(
      "settings",
      t("wsettings.title"),
      settings.map((change) => settingLine(change, telling)),
    ),
    ...nodes.map((change) => nodeChapter(change, telling)),
    ...chapter(
      "links",
      t("difference.links"),
      told.map(({ kind, link }) => ({
        id: JSON.stringify(link),
        title: t(`difference.link.${kind}`, { from: wayOut(link, telling), to: telling.step(link.target) }),
      })),
    ),
    ...chapter(
      "notes",
      t("difference.notes"),
      notes.map(({ id, kind, before, after }) => ({
        id,
        title: t(`difference.note.${kind}`),
        ...(kind !== "changed" && { whole: true }),
        before: before === undefined ? undefined : [{ text: before }],
        after: after === undefined ? undefined : [{ text: after }],
      })),
    ),
  ];
}

const chapter = (id: string, title: string, lines: Line[]): Chapter[] =>
  lines.length > 0 ? [{ id, kind: "changed", title, lines }] : [];

function nodeChapter(change: NodeChange, telling: Telling): Chapter {
  const node = change.kind === "removed" ? change.before : change.after;
  const definition = telling.catalogue.get(node.type);
  return {
    id: `step ${change.id}`,
    nodeId: change.id,
    kind: change.kind,
    title: telling.step(change.id),
    icon: definition?.icon,
    ...(node.parent !== undefined && { within: telling.step(node.parent) }),
    lines: change.kind === "changed" ? change.changes.map((one) => nodeLine(one, change, telling)) : [],
  };
}

type Changed = Extract<NodeChange, { kind: "changed" }>;

function nodeLine({ path, before, after }: ValueChange, change: Changed, telling: Telling): Line {
  const { t } = telling;
  const [place = "", name = ""] = path;
  const id = path.join(".");
  if (place === "disabled") return { id, title: t(after === true ? "difference.off" : "difference.on") };
  const say = (value: Json | undefined, node: WorkflowNode) => {
    const meant = value ?? usual[id];
    return meant === undefined ? undefined : factPieces(path, meant, node, telling);
  };
  const param = telling.catalogue.get(change.after.type)?.params.find((one) => one.name === name);
  const title = place === "params" ? (param?.title[telling.locale] ?? name) : factTitle(id, telling);
  return { id, title, before: say(before, change.before), after: say(after, change.after) };
}

const titles: Readonly<Record<string, MessageId>> = {
  name: "inspector.name",
  type: "difference.type",
  onError: "step.onError",
  credential: "inspector.credential",
  parent: "loop.where",
  timeoutSeconds: "step.timeout",
  "retry.maxAttempts": "step.attempts",
  "retry.backoffSeconds": "step.backoff",
  timezone: "settings.timezone",
  lane: "wsettings.lane",
  "concurrency.limit": "wsettings.limit",
  "concurrency.key": "wsettings.key",
  "concurrency.policy": "wsettings.policy",
};
/** What it means that nothing is said of it. */
const usual: Readonly<Record<string, string>> = { onError: "stop", lane: "normal" };
const factTitle = (id: string, { t }: Telling): string => (titles[id] ? t(titles[id]) : id);

/** What a step has besides its params. */
function factPieces(
  [place = "", name = ""]: readonly string[],
  value: Json,
  node: WorkflowNode,
  telling: Telling,
): Piece[] {
  const { t, catalogue, locale } = telling;
  const param = place === "params" ? catalogue.get(node.type)?.params.find((one) => one.name === name) : undefined;
  if (place === "params" || typeof value !== "string") return valuePieces(value, param, node, telling);
  if (place === "credential") return [{ text: telling.credential(value) }];
  if (place === "parent") return [{ text: telling.step(value) }];
  if (place === "type") return [{ text: catalogue.get(value)?.title[locale] ?? value }];
  if (place === "onError" && (value === "stop" || value === "continue" || value === "branch"))
    return [{ text: t(`step.onError.${value}`) }];
  return [{ text: value }];
}

function settingLine({ path, before, after }: ValueChange, telling: Telling): Line {
  const id = path.join(".");
  const say = (value: Json | undefined) => {
    const meant = value ?? usual[id];
    return meant === undefined ? undefined : settingPieces(id, meant, telling);
  };
  return {
    id,
    title: id === "name" ? telling.t("editor.name") : factTitle(id, telling),
    before: say(before),
    after: say(after),
  };
}

function settingPieces(id: string, value: Json, telling: Telling): Piece[] {
  const { t } = telling;
  if (id === "lane" && (value === "critical" || value === "normal" || value === "bulk"))
    return [{ text: t(`wsettings.lane.${value}`) }];
  if (id === "concurrency.policy" && (value === "queue" || value === "skip" || value === "cancelOld"))
    return [{ text: t(`wsettings.policy.${value}`) }];
  return valuePieces(value, undefined, undefined, telling);
}

/** The step, and its way out where it has more than the one that all have. */
function wayOut({ source, sourceHandle }: Difference["edges"][number]["link"], telling: Telling): string {
  const step = telling.step(source);
  const { t, locale, catalogue, before, after } = telling;
  if (sourceHandle === "main") return step;
  const node = after.nodes.find(({ id }) => id === source) ?? before.nodes.find(({ id }) => id === source);
  const port = node && portsOf(node, catalogue.get(node.type)).find(({ id }) => id === sourceHandle);
  const word = sourceHandle === "error" ? t("canvas.port.error") : (port?.title?.[locale] ?? sourceHandle);
  return `${step} · ${word}`;
}
