import { Text } from "@mantine/core";
import { isObject, type Json, type NodeDefinition, type StepState } from "@leeway/engine";
import { useT } from "../../ui/language.js";
import type { RunFacts } from "../facts.js";
import { withNames } from "./did-what.js";
import { inWords, isMoment } from "./glimpse.js";
import { valueInWords } from "./line.js";
import { Pairs } from "./words.js";

type Sendable = Pick<StepState, "nodeId" | "input" | "censored">;

/** A step's input in words: the params' titles with their values as they were sent. */
export function Sent({ step, facts }: { step: Sendable; facts: RunFacts }) {
  const t = useT();
  const pairs = sentPairs(step, facts.definition(step.nodeId), facts);
  return (
    <>
      {pairs.length > 0 ? (
        <Pairs pairs={pairs} />
      ) : (
        <Text size="sm" c="dimmed">
          {t("story.nothingSent")}
        </Text>
      )}
      {step.censored && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("story.censored")}
        </Text>
      )}
    </>
  );
}

function sentPairs(
  { nodeId, input }: Sendable,
  definition: NodeDefinition | undefined,
  facts: RunFacts,
): [string, string][] {
  if (!isObject(input))
    return input === undefined || input === null ? [] : [[facts.t("data.value"), inWords(input, facts.say)]];
  const known = new Map(definition?.params.map((param) => [param.name, param]));
  const named = definition ? withNames(nodeId, definition, input, facts) : input;
  return Object.entries(input).flatMap(([name, value]) => {
    const param = known.get(name);
    // What is written out is shown whole: this is where one checks the text of a message.
    const words =
      typeof value === "string" && param?.kind !== "choice" && param?.kind !== "boolean" && !isMoment(value)
        ? // Who is looked up in Leeloo is found by name and by id.
          typeof named[name] === "string" && named[name] !== value
          ? `${named[name]} · ${value}`
          : value
        : valueInWords(value, param, facts.locale, facts.say);
    return words === "" ? [] : [[param?.title[facts.locale] || param?.title.en || name, words] as [string, string]];
  });
}

/** An answer in words: its own names with their values, without the wrapping. */
export function CameBack({ output, facts }: { output: Json | undefined; facts: RunFacts }) {
  const t = useT();
  const core = coreOf(output);
  if (core === undefined || core === null)
    return (
      <Text size="sm" c="dimmed">
        {t("story.nothingBack")}
      </Text>
    );
  if (Array.isArray(core) && core.length === 0) return <Text size="sm">{t("story.foundNothing")}</Text>;
  if (!isObject(core)) return <Text size="sm">{inWords(core, facts.say)}</Text>;
  const pairs = Object.entries(core).flatMap(([name, value]): [string, string][] => {
    const words = inWords(value, facts.say);
    return words === "" ? [] : [[name, words]];
  });
  return pairs.length > 0 ? <Pairs pairs={pairs.slice(0, 16)} /> : <Text size="sm">{t("story.accepted")}</Text>;
}

/** Leeloo wraps its answers in `data`, a webhook and an HTTP answer in `body`. */
function coreOf(output: Json | undefined): Json | undefined {
  if (!isObject(output)) return output;
  const inner = output.data ?? output.body;
  if (Array.isArray(inner) && inner.length === 1) return inner[0];
  return isObject(inner) || Array.isArray(inner) ? inner : output;
}
