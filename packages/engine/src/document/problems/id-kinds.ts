import type { IdKind } from "../../definition.js";
import { referencesOf, type Reference } from "../../expressions/references.js";
import { parseTemplate } from "../../expressions/template.js";
import { whatStandsAt } from "../../params/id-kinds.js";
import type { Plan, PlanNode } from "../../plan/plan.js";
import type { ParamPlace } from "./param-place.js";

/** Does an id param take the id of another thing from a step before? Said only where the whole value is that one path. */
export function checkIdKind(place: ParamPlace, idKind: IdKind, text: string, param: string): void {
  const parsed = parseTemplate(text);
  const [reference, ...more] = parsed.ok ? referencesOf(parsed.template) : [];
  if (!reference || more.length > 0 || !isWhole(text, reference)) return;
  const [source, keys] = sourceOf(place.survey.plan, reference);
  const ids = source?.definition?.ids;
  const known = ids && whatStandsAt(ids, keys, idKind);
  if (!source || !known || known.found === idKind) return;
  const { path, found, fits } = known;
  const values = { path, step: source.node.id, found, idKind, ...(fits !== undefined && { fits }) };
  place.say("id.wrongKind", { nodeId: place.nodeId, param, position: reference.position }, values);
}

const isWhole = (text: string, { position, end }: Reference): boolean =>
  /^\s*\{\{\s*$/.test(text.slice(0, position)) && /^\s*\}\}\s*$/.test(text.slice(end));

function sourceOf({ nodes }: Plan, { root, path }: Reference): [PlanNode | undefined, Reference["path"]] {
  if (root === "steps") return [nodes.get(String(path[0] ?? "")), path.slice(1)];
  if (root !== "trigger") return [undefined, path];
  // Which of several triggers starts the run is not known.
  const [trigger, ...others] = [...nodes.values()].filter((node) => node.trigger);
  return [others.length > 0 ? undefined : trigger, path];
}
