import type { Json, JsonObject, Locale, Text, WorkflowDocument, WorkflowNode } from "@leeway/engine";

/** One step of a template: what `WorkflowNode` has, with its texts in three languages and its place on a grid. */
interface TemplateStep {
  id: string;
  type: string;
  name: Text;
  /** Column and row. */
  at: readonly [column: number, row: number];
  params?: JsonObject;
  /** Params that people read: written in the language of whoever takes the template. */
  texts?: Readonly<Record<string, Text>>;
  /** Other params with words in them, such as the names of columns. */
  inLanguage?: Readonly<Record<string, Readonly<Record<Locale, Json>>>>;
  /** The loop it stands in. */
  parent?: string;
}

/** A value that only the user has; the template leaves it empty. */
export interface TemplateAsk {
  node: string;
  param: string;
  /** What the built-in sandbox knows. */
  example: Json;
}

/** A workflow to begin with, as data. */
export interface WorkflowTemplate {
  id: string;
  title: Text;
  /** What happens, for whom: one or two sentences. */
  summary: Text;
  /** What somebody must have before it works. */
  needs: readonly Text[];
  /** `bulk` for what sends to many. */
  lane?: "bulk";
  steps: readonly TemplateStep[];
  links: readonly (readonly [source: string, port: string, target: string])[];
  asks: readonly TemplateAsk[];
  /** The trigger's whole output, with people whom the sandbox knows. */
  sample: JsonObject;
}

const COLUMN = 320;
const ROW = 180;

/** Credentials by the service that they are for: the first part of a step's type. */
export type TemplateCredentials = Readonly<Record<string, string | undefined>>;

/** Which service a step signs in to. */
export const serviceOf = (type: string): string =>
  type === "trigger.leelooPoll" ? "leeloo" : (type.split(".")[0] ?? "");

/** The template as a workflow in the reader's language, with the credentials that there are. */
export function templateDocument(
  { title, summary, steps, links, lane }: WorkflowTemplate,
  locale: Locale,
  credentials: TemplateCredentials = {},
): WorkflowDocument {
  const nodes = steps.map((step): WorkflowNode => {
    const { id, type, name, at, params = {}, texts = {}, inLanguage = {}, parent } = step;
    const [column, row] = at;
    const words = Object.entries({ ...texts, ...inLanguage }).map(([param, text]) => [param, text[locale]] as const);
    const credential = credentials[serviceOf(type)];
    return {
      id,
      type,
      name: name[locale],
      position: { x: column * COLUMN, y: row * ROW },
      params: { ...params, ...Object.fromEntries(words) },
      ...(parent !== undefined && { parent }),
      ...(credential !== undefined && { credential }),
    };
  });
  const edges = links.map(([source, sourceHandle, target], index) => {
    return { id: `e${index + 1}`, source, sourceHandle, target };
  });
  return {
    schemaVersion: 1,
    name: title[locale],
    nodes,
    edges,
    notes: [{ id: "about", position: { x: 0, y: -200 }, text: summary[locale] }],
    // Without a time zone of its own: the workspace's.
    settings: { lane: lane ?? "normal" },
  };
}

/** The document with what it asks for filled in. */
export function withAnswers(
  document: WorkflowDocument,
  asks: readonly TemplateAsk[],
  answer: (ask: TemplateAsk) => Json = ({ example }) => example,
): WorkflowDocument {
  const nodes = document.nodes.map((node) => {
    const own = asks.filter((ask) => ask.node === node.id).map((ask) => [ask.param, answer(ask)] as const);
    return { ...node, params: { ...node.params, ...Object.fromEntries(own) } };
  });
  return { ...document, nodes };
}
