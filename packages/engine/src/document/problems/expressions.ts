import { nearest } from "../../expressions/nearest.js";
import { referencesOf, type Reference } from "../../expressions/references.js";
import { rootNames } from "../../expressions/scope.js";
import { isTemplate, parseTemplate } from "../../expressions/template.js";
import { problemCodes, type Problem, type ProblemCode } from "../../failures.js";
import type { Json } from "../../json.js";
import type { Plan } from "../../plan/plan.js";
import type { Say, Survey } from "./report.js";

/** Where a text stands: who speaks, and which steps have run when it is evaluated. */
export interface TextPlace {
  say: Say;
  nodeId?: string;
  isBefore(stepId: string): boolean;
  /** `item` and `index` are there. */
  inLoop?: boolean;
  /** What there is, where that is less than a step sees. */
  roots?: ReadonlySet<string>;
}
type Values = Problem["values"];

const roots: ReadonlySet<string> = new Set(rootNames);
const loopNames: ReadonlySet<string> = new Set(["item", "index"]);
const members: Readonly<Record<"run" | "workflow", readonly string[]>> = {
  run: ["id", "startedAt", "url", "callbackUrls"],
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
    for (const reference of referencesOf(parsed.template)) {
      const wrong = wrongIn(survey, place, reference);
      if (wrong) say(wrong.code, wrong.position, { ...wrong.values, ...suggestion(survey, wrong) });
    }
    return;
  }
  const { code, position, values } = parsed.fault;
  const known = problemCodes.find((one) => one === code) ?? "expression.syntax";
  say(known, position, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, said(value)])));
}

const said = (value: Json) => (typeof value === "string" || typeof value === "number" ? value : JSON.stringify(value));

/** Nobody reads more suggestions than that, and finding one takes its time. */
const mostSuggestions = 200;

interface Wrong {
  code: ProblemCode;
  position: number;
  values: Values;
  /** What exists in its place, and how it is called there: one of them was probably meant. */
  name?: string;
  existing?: Iterable<string>;
}

function suggestion({ problems }: Survey, { name, existing }: Wrong): Values {
  if (name === undefined || existing === undefined || problems.length >= mostSuggestions) return {};
  const meant = nearest(name, existing);
  return meant === undefined ? {} : { suggestion: meant };
}

function wrongIn({ plan, known }: Survey, place: TextPlace, reference: Reference): Wrong | undefined {
  const { root, path, places } = reference;
  const unknown = (code: ProblemCode, position: number, name: string, existing: Iterable<string>): Wrong => ({
    code,
    position,
    values: { name },
    name,
    existing,
  });
  const there = place.roots ?? roots;
  if (!there.has(root)) return unknown("expression.unknownName", reference.position, root, there);
  if (loopNames.has(root)) {
    if (place.inLoop) return undefined;
    return { code: "expression.outOfScope", position: reference.position, values: { name: root } };
  }
  if (path[0] === undefined) return undefined;
  const [name, position] = [String(path[0]), places[0] ?? reference.position];
  const missing = (code: ProblemCode, names: ReadonlySet<string> | undefined) =>
    names === undefined || names.has(name) ? undefined : unknown(code, position, name, names);
  switch (root) {
    case "steps":
      return wrongStep(plan, place, name, position);
    case "vars":
      return missing("expression.unknownVariable", known?.vars);
    case "fields":
      return missing("expression.unknownField", known?.fields);
    case "run":
    case "workflow": {
      const full = members[root].map((member) => `${root}.${member}`);
      return members[root].includes(name)
        ? undefined
        : unknown("expression.unknownName", position, `${root}.${name}`, full);
    }
    default:
      return undefined;
  }
}

function wrongStep({ nodes }: Plan, place: TextPlace, step: string, position: number): Wrong | undefined {
  const values = { step, name: step };
  if (nodes.has(step)) return place.isBefore(step) ? undefined : { code: "expression.notUpstream", position, values };
  return { code: "expression.unknownStep", position, values, name: step, existing: before(nodes.keys(), place) };
}

function* before(ids: Iterable<string>, place: TextPlace): Generator<string> {
  for (const id of ids) if (place.isBefore(id)) yield id;
}
