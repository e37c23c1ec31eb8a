import type { WorkflowNode } from "@leeway/engine";
import { pathText } from "../expression/path-text.js";

/** Whether the step goes on when its address is called. */
export const waitsForCall = ({ type, params }: WorkflowNode): boolean =>
  type === "logic.wait" && params["mode"] === "callback";

/** Where expressions find a step's address. */
export const callbackPath = (nodeId: string): string => pathText("run", ["callbackUrls", nodeId]);
