import { isTemplate, type Catalogue, type NodeDefinition, type ParamDefinition } from "@leeway/engine";
import type { Variable } from "@leeway/api";
import type { WorkflowDocument, WorkflowNode } from "@leeway/engine";
import type { Choice } from "../api/choices.js";
import { setParam, type Command } from "../document/commands.js";
import { variableOf } from "./sandbox-ids.js";

/** A param that wants an LGT. */
export interface LgtPlace {
  node: WorkflowNode;
  definition: NodeDefinition;
  param: ParamDefinition;
}

/**
 * What holds an LGT: a step's param, a variable that params consist of, or a formula, which says by itself where people
 * come in and is left alone.
 */
export type LgtTarget =
  | { kind: "param"; key: string; places: LgtPlace[] }
  | { kind: "variable"; key: string; variable: string; places: LgtPlace[] }
  | { kind: "formula"; key: string; places: LgtPlace[] };

/** Every LGT of a workflow, each thing that would be changed once. */
export function lgtTargets(document: WorkflowDocument, catalogue: Catalogue): LgtTarget[] {
  const targets = new Map<string, LgtTarget>();
  for (const place of placesOf(document, catalogue)) {
    const value = place.node.params[place.param.name];
    const variable = variableOf(value);
    const key = variable === undefined ? `${place.node.id} ${place.param.name}` : `vars.${variable}`;
    const known = targets.get(key);
    if (known) known.places.push(place);
    else if (variable !== undefined) targets.set(key, { kind: "variable", key, variable, places: [place] });
    else {
      const kind = typeof value === "string" && isTemplate(value) ? "formula" : "param";
      targets.set(key, { kind, key, places: [place] });
    }
  }
  return [...targets.values()];
}

const placesOf = (document: WorkflowDocument, catalogue: Catalogue): LgtPlace[] =>
  document.nodes.flatMap((node) => {
    const definition = catalogue.get(node.type);
    const params = definition?.params.filter(({ idKind }) => idKind === "leadgentool") ?? [];
    return definition ? params.map((param) => ({ node, definition, param })) : [];
  });

/** It names an LGT, and none of the sandbox's. */
export function isChosen(target: LgtTarget, sandbox: ReadonlySet<string>, variables: readonly Variable[]): boolean {
  if (target.kind === "formula") return true;
  const [place] = target.places;
  const value =
    target.kind === "variable"
      ? variables.find(({ name }) => name === target.variable)?.value
      : place?.node.params[place.param.name];
  return typeof value === "string" && value.trim() !== "" && !sandbox.has(value.trim());
}

/** What was chosen: the LGT, and by param what its list hangs on, e.g. the tunnel. */
export interface ChosenLgt {
  lgt: Choice;
  parents: Readonly<Record<string, Choice>>;
}

/** The params that an LGT's list hangs on. */
export const parentsOf = ({ definition, param }: LgtPlace): ParamDefinition[] =>
  Object.values(param.optionsFrom?.from ?? {}).flatMap(
    (name) => definition.params.find((one) => one.name === name) ?? [],
  );

/** The LGT and what it hangs on in the target's steps. `intoSteps`: instead of the formula that names a variable. */
export function withLgt({ kind, places }: LgtTarget, { lgt, parents }: ChosenLgt, intoSteps: boolean): Command {
  const changes = places.flatMap(({ node, param }) => [
    ...Object.entries(parents)
      .filter(([name]) => !isFormula(node, name))
      .map(([name, choice]) => setParam(node.id, name, choice.value, labelled(choice))),
    ...(kind === "param" || intoSteps ? [setParam(node.id, param.name, lgt.value, labelled(lgt))] : []),
  ]);
  return (document) => changes.reduce((next, change) => change(next), document);
}

const labelled = ({ value, label }: Choice) => ({ [value]: label });

/** A tunnel that a formula finds is nobody's to choose; one that an LGT hangs on and that is not sent may stay. */
const isFormula = ({ params }: WorkflowNode, name: string): boolean => {
  const value = params[name];
  return typeof value === "string" && isTemplate(value);
};

/** The variables with an LGT in one of them, which may be new. */
export function withVariable(items: readonly Variable[], name: string, value: string): Variable[] {
  if (items.some((one) => one.name === name)) return items.map((one) => (one.name === name ? { ...one, value } : one));
  return [...items, { name, type: "text", value }];
}
