import { isObject, listedPorts, type Json, type Locale, type NodeDefinition, type StepState } from "@leeway/engine";
import type { Translate } from "../../ui/language.js";
import { glimpse, inWords, type Say } from "./glimpse.js";

const SHOWN = 3;

/** What a step's answer says, in a sentence; empty where there is nothing to say in words. */
export function cameBack(
  step: StepState,
  definition: NodeDefinition | undefined,
  tools: { t: Translate; locale: Locale; say: Say },
): string {
  if (step.status !== "succeeded") return "";
  const { t, say } = tools;
  const { output } = step;
  if (definition?.kind === "trigger") return cameIn(output, say);
  // How its items fared is shown below, and there is no other way on.
  if (definition?.loop) return "";
  // Nothing goes on from it: its line says it all.
  if (definition?.ports.length === 0 && definition.portsFrom === undefined) return "";
  // It could have gone several ways, set up otherwise: what is left to say is that it went on.
  if (hasLoneWay(step, definition)) return "";
  const way = wayTaken(step, definition, tools.locale);
  if (way !== undefined) return t("story.way", { way });
  if (!isObject(output)) return inWords(output, say);
  if (Array.isArray(output.data)) return found(output.data, t, say);
  if (typeof output.status === "number" && output.status >= 100) return t("story.answered", { status: output.status });
  if (isObject(output.data)) {
    const words = glimpse(output.data, say).join(" · ");
    return words ? t("story.got", { what: words }) : t("story.accepted");
  }
  return Object.entries(output)
    .slice(0, SHOWN)
    .map(([name, value]) => `${name}: ${inWords(value, say)}`)
    .join(", ");
}

function cameIn(output: Json | undefined, say: Say): string {
  const body = isObject(output) && output.body !== undefined ? output.body : output;
  return glimpse(body, say).join(" · ");
}

function found(list: readonly Json[], t: Translate, say: Say): string {
  if (list.length === 0) return t("story.foundNothing");
  const names = list.slice(0, SHOWN).map((one) => glimpse(one, say)[0] ?? inWords(one, say));
  return t("story.found", { count: list.length, names: names.join(", ") + (list.length > SHOWN ? "…" : "") });
}

/** Of several ways out only one is there as the step is set up, such as that of a wait for a while. */
function hasLoneWay({ input }: StepState, definition: NodeDefinition | undefined): boolean {
  if (!definition || definition.ports.length < 2) return false;
  return isObject(input) && listedPorts(definition, input).length === 1;
}

/** The title of the way taken, where a step has several. */
function wayTaken(step: StepState, definition: NodeDefinition | undefined, locale: Locale): string | undefined {
  if (!definition || step.port === undefined) return undefined;
  if (definition.ports.length < 2 && definition.portsFrom === undefined) return undefined;
  const port = definition.ports.find(({ id }) => id === step.port);
  if (port) return port.title[locale] || port.title.en;
  const cases = isObject(step.input) && definition.portsFrom ? step.input[definition.portsFrom] : undefined;
  const own = Array.isArray(cases) ? cases.find((one) => isObject(one) && one.id === step.port) : undefined;
  const name = isObject(own) ? (own.name ?? own.title ?? own.label) : undefined;
  return typeof name === "string" && name ? name : step.port;
}
