import type { ProblemCode } from "../../failures.js";
import { concurrencyPolicies, lanes, waysOnError, type WorkflowNode } from "../document.js";
import { speakOf, type Survey } from "./report.js";

/** Longest names of a workflow and of a step, in characters. */
const LONGEST_NAME = 200;

interface Range {
  least: number;
  most: number;
  whole?: boolean;
}
const attempts: Range = { least: 1, most: 10, whole: true };
const backoffSeconds: Range = { least: 0, most: 300 };
const timeoutSeconds: Range = { least: 1, most: 300 };
const runsAtOnce: Range = { least: 1, most: Number.MAX_SAFE_INTEGER, whole: true };

/** Are numbers and words of the document's own settings among those that a run can obey? */
export function checkLimits(survey: Survey): void {
  const { name, nodes, settings } = survey.document;
  if (name.trim() === "" || name.length > LONGEST_NAME) survey.error("document.name", {}, { limit: LONGEST_NAME });
  for (const node of nodes) checkNode(survey, node);
  const { lane, concurrency } = settings;
  const at = (param: string) => ({ param: `settings.${param}` });
  if (isOther(lane, lanes)) survey.error("settings.lane", at("lane"), choice(lane, lanes));
  if (!concurrency) return;
  const { limit, policy } = concurrency;
  if (isOff(limit, runsAtOnce)) survey.error("settings.concurrencyLimit", at("concurrency.limit"), { value: limit });
  if (isOther(policy, concurrencyPolicies))
    survey.error("settings.concurrencyPolicy", at("concurrency.policy"), choice(policy, concurrencyPolicies));
}

function checkNode(survey: Survey, node: WorkflowNode): void {
  const say = speakOf(survey, node);
  const check = (code: ProblemCode, param: string, value: number | undefined, range: Range) => {
    const { least, most } = range;
    if (isOff(value, range)) say(code, { nodeId: node.id, param }, { value: value ?? "", least, most });
  };
  check("node.maxAttempts", "retry.maxAttempts", node.retry?.maxAttempts, attempts);
  check("node.backoffSeconds", "retry.backoffSeconds", node.retry?.backoffSeconds, backoffSeconds);
  check("node.timeoutSeconds", "timeoutSeconds", node.timeoutSeconds, timeoutSeconds);
  if (isOther(node.onError, waysOnError))
    say("node.onErrorUnknown", { nodeId: node.id, param: "onError" }, choice(node.onError, waysOnError));
  if ((node.name?.length ?? 0) > LONGEST_NAME)
    say("node.name", { nodeId: node.id, param: "name" }, { limit: LONGEST_NAME });
}

const isOff = (value: number | undefined, { least, most, whole }: Range) =>
  value !== undefined && (value < least || value > most || (whole === true && !Number.isInteger(value)));

const isOther = (value: string | undefined, words: readonly string[]) => value !== undefined && !words.includes(value);

const choice = (value: string | undefined, words: readonly string[]) => ({
  value: (value ?? "").slice(0, 200),
  choices: words.join(", "),
});
