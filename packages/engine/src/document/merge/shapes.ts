import type { Catalogue, ParamDefinition } from "../../definition.js";
import type { WorkflowNode } from "../document.js";
import type { Shape } from "./values.js";

const whole = () => "whole" as const;
const looks = () => "look" as const;

/** A param is one field, but for those that are lists of named things on the screen. */
function paramShape(param: ParamDefinition | undefined): Shape {
  switch (param?.kind) {
    case "keyValues":
      return { keys: whole };
    case "fields":
    case "customFields":
      return { entries: "name" };
    case "cases":
      return { entries: "id" };
    case "rows": {
      const name = param.columns?.find(({ unique }) => unique)?.name;
      return name === undefined ? "whole" : { entries: name };
    }
    default:
      return "whole";
  }
}

/** Of a step: what ids are called is a look, as is where the card stands. */
export function stepShape({ type }: WorkflowNode, catalogue: Catalogue): Shape {
  const params = new Map(catalogue.get(type)?.params.map((param) => [param.name, param]));
  return {
    keys: (name) => {
      if (name === "params") return { keys: (param) => paramShape(params.get(param)) };
      if (name === "retry") return { keys: whole };
      if (name === "labels") return { keys: () => ({ keys: looks }) };
      return name === "position" ? "look" : "whole";
    },
  };
}

/** Of a note: what it says. */
export const noteShape: Shape = { keys: (name) => (name === "text" ? "whole" : "look") };

/** Of the workflow: its name and each setting. */
export const workflowShape: Shape = {
  keys: (name) =>
    name === "settings" ? { keys: (setting) => (setting === "concurrency" ? { keys: whole } : "whole") } : "whole",
};
