import { isId, isObject, type Json, type JsonObject, type NodeDefinition, type StepState } from "@leeway/engine";
import { lineText } from "../../canvas/line-text.js";
import { labelIn } from "../../document/labels.js";
import type { RunFacts } from "../facts.js";
import { lineOf } from "./line.js";

/** What the step did, in one line: its definition's sentence with the values it worked with. */
export function didWhat(step: StepState, facts: RunFacts): string {
  const definition = facts.definition(step.nodeId);
  if (!definition) return "";
  // A condition is told as it is asked: what it found is the answer below.
  // So is a step that has no values yet: it waits for its turn, or was stopped before anything was sent.
  if (!isObject(step.input) || definition.params.some(({ kind }) => kind === "where"))
    return asked(step, definition, facts);
  return lineOf(definition, withNames(step.nodeId, definition, step.input, facts), facts.locale, facts.say);
}

function asked({ nodeId }: StepState, definition: NodeDefinition, facts: RunFacts): string {
  const node = facts.node(nodeId);
  if (!node) return "";
  return lineText(definition, node, facts);
}

/** Ids say nothing: whom or what they stand for is told where their run knows it. */
export function withNames(nodeId: string, definition: NodeDefinition, input: JsonObject, facts: RunFacts): JsonObject {
  const ids = definition.params.flatMap(({ name, kind }) => {
    const id = input[name];
    const isOne = kind === "workflow" || (kind === "id" && typeof id === "string" && isId(id));
    return isOne && typeof id === "string" ? [{ name, id }] : [];
  });
  if (ids.length === 0) return input;
  const named = ids.map(({ name, id }) => [
    name,
    labelIn(facts.node(nodeId), name, id) ?? facts.whose(id) ?? variableIn(facts.node(nodeId)?.params[name]) ?? id,
  ]);
  return { ...input, ...(Object.fromEntries(named) as JsonObject) };
}

/** `{{ vars.site_tag }}` → `site_tag`: people have named it themselves. */
const variableIn = (written: Json | undefined): string | undefined =>
  typeof written === "string" ? /^\s*\{\{\s*vars\.(\w+)\s*\}\}\s*$/.exec(written)?.[1] : undefined;
