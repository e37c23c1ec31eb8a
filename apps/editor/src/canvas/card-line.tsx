import { Fragment } from "react";
import { ownOf, type NodeDefinition, type WorkflowNode } from "@leeway/engine";
import { useWorkflows } from "../api/workflows.js";
import { useName } from "../document/names.js";
import { useEditor } from "../document/store.js";
import type { Source } from "../document/references.js";
import type { MessageId } from "../messages/catalogue.js";
import { useLanguage, useT, useText } from "../ui/language.js";
import { lineParts, type Part } from "./line-parts.js";
import { partWords } from "./part-words.js";
import css from "./card.module.css";

interface LineProps {
  node: WorkflowNode;
  definition: NodeDefinition;
}

/** What a step does, in one line of the reader's language: texts as they are, values from elsewhere as chips. */
export function CardLine(props: LineProps) {
  const calls = props.definition.params.find(({ kind }) => kind === "workflow");
  return calls ? <CallLine {...props} param={calls.name} /> : <Line {...props} />;
}

/** The workflow that is called has the name of today, whatever it was called when it was chosen. */
function CallLine({ node, definition, param }: LineProps & { param: string }) {
  const pages = useWorkflows().data?.pages ?? [];
  const called = pages.flatMap(({ items }) => items).find(({ id }) => id === node.params[param]);
  const labels = called && { ...node.labels, [param]: { [called.id]: called.name } };
  return <Line node={labels ? { ...node, labels } : node} definition={definition} />;
}

function Line({ node, definition }: LineProps) {
  const { locale } = useLanguage();
  return lineParts(definition, node, locale).map((part, index) => (
    // A piece has no identity besides its place in the sentence.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>
      <Piece part={part} />
    </Fragment>
  ));
}

function Piece({ part }: { part: Part }) {
  const t = useT();
  const text = useText();
  if (part.kind === "source") return <SourceChip source={part.source} whole={part.whole} />;
  if (part.kind === "missing") return <span className={css.gap}>{text(part.title)}</span>;
  return partWords(part, t);
}

const rootWords: Readonly<Record<string, MessageId>> = {
  trigger: "canvas.trigger",
  now: "canvas.now",
  item: "canvas.item",
  index: "canvas.index",
  run: "canvas.run",
  workflow: "canvas.workflow",
};

/** A value from elsewhere by the name of its source: a step's name, or the property where that says enough. */
function SourceChip({ source, whole }: { source: Source; whole: boolean }) {
  const t = useT();
  const { root, path } = source;
  const stepId = root === "steps" ? (path[0] ?? "") : "";
  const known = useEditor(({ nodes }) => nodes.has(stepId));
  const stepName = useName(stepId);
  const own = root === "steps" ? path.slice(1) : path;
  const property = own.at(-1);
  const word = ownOf(rootWords, root);
  const origin = root === "steps" ? stepName : word ? t(word) : "";
  const short = root === "steps" && whole ? origin : (property ?? (origin || root));
  return (
    <span
      className={css.chip}
      data-broken={(root === "steps" && !known) || undefined}
      title={[origin, ...own].filter(Boolean).join(" › ")}
    >
      {short}
    </span>
  );
}
