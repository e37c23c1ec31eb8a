import { nearest } from "../../expressions/nearest.js";
import { referencesOf, type Reference } from "../../expressions/references.js";
import { rootNames } from "../../expressions/scope.js";
import { isTemplate, parseTemplate } from "../../expressions/template.js";
import { problemCodes, type Problem, type ProblemCode } from "../../failures.js";
import type { Json } from "../../json.js";
import type { Say, Survey } from "./report.js";

/** Where a text stands: who speaks, and which steps have run when it is evaluated. */
export interface TextPlace {
  say: Say;
  nodeId?: string;
  isBefore(stepId: string): boolean;
}
type Values = Problem["values"];

const roots: ReadonlySet<string> = new Set(rootNames);
const loopNames: ReadonlySet<string> = new Set(["item", "index"]);
const members: Readonly<Record<string, readonly string[]>> = {
  run: ["id", "startedAt", "url"],
  workflow: ["id", "name"],
};

/** Every text inside a value, however deep. */
export function checkTexts(survey: Survey, place: TextPlace, value: Json, param: string): void {
  if (typeof value === "string") checkText(survey, place, value, param);
  else if (Array.isArray(value)) value.forEach((one, index) => checkTexts(survey, place, one, `${param}[${index}]`));
  else if (value !== null && typeof value === "object")
    for (const [key, one] of Object.entries(value)) checkTexts(survey, place, one, `${param}.${key}`);
}

/** Can the text be read, and does everything it names exist at its place? */
export function checkText(survey: Survey, place: TextPlace, text: string, param: string): void {
  if (!isTemplate(text)) return;
  const say = (code: ProblemCode, position: number, values: Values) =>
    place.say(code, { ...(place.nodeId !== undefined && { nodeId: place.nodeId }), param, position }, values);
  const parsed = parseTemplate(text);
  if (parsed.ok) {
    for (const reference of referencesOf(parsed.template)) checkReference(survey, place, reference, say);
    return;
  }
  const { code, position, values } = parsed.fault;
  const known = problemCodes.find((one) => one === code) ?? "expression.syntax";
  say(known, position, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, said(value)])));
}

const said = (value: Json) => (typeof value === "string" || typeof value === "number" ? value : JSON.stringify(value));

/** The name and, where there is one, the existing name that was probably meant. */
function named(name: string, candidates: Iterable<string>): Values {
  const meant = nearest(name, candidates);
  return { name, ...(meant !== undefined && { suggestion: meant }) };
}

function checkReference(
  { plan, known }: Survey,
  place: TextPlace,
  { root, path, position, places }: Reference,
  say: (code: ProblemCode, position: number, values: Values) => void,
): void {
  if (!roots.has(root)) return say("expression.unknownName", position, named(root, roots));
  if (loopNames.has(root)) return say("expression.outOfScope", position, { name: root });
  if (path[0] === undefined) return;
  const at = places[0] ?? position;
  const name = String(path[0]);
  if (root === "steps") {
    if (!plan.nodes.has(name))
      say("expression.unknownStep", at, {
        step: name,
        ...named(
          name,
          [...plan.nodes.keys()].filter((id) => place.isBefore(id)),
        ),
      });
    else if (!place.isBefore(name)) say("expression.notUpstream", at, { step: name, name });
  } else if (root === "vars") {
    if (known && !known.vars.has(name)) say("expression.unknownVariable", at, named(name, known.vars));
  } else if (root === "fields") {
    if (known && !known.fields.has(name)) say("expression.unknownField", at, named(name, known.fields));
  } else if (Object.hasOwn(members, root) && !members[root]?.includes(name)) {
    const full = members[root]?.map((member) => `${root}.${member}`) ?? [];
    say("expression.unknownName", at, named(`${root}.${name}`, full));
  }
}
