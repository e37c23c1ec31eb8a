import { IconTerminal2 } from "@tabler/icons-react";
import type { NodeDefinition } from "@leeway/engine";
import { useCopyCurl } from "../curl/use-curl.js";
import { useT } from "../ui/language.js";
import { Action } from "./menu-action.js";

/** What can be done with one step alone. */
export function StepActions({ nodeId, definition }: { nodeId: string; definition: NodeDefinition }) {
  return <>{isPlainCall(definition) && <CopyCurl nodeId={nodeId} />}</>;
}

/** Steps that are one call of HTTP or of Leeloo. */
const isPlainCall = ({ type, request, credential }: NodeDefinition): boolean =>
  type === "http.request" || (request !== undefined && credential?.types.includes("leelooToken") === true);

function CopyCurl({ nodeId }: { nodeId: string }) {
  const t = useT();
  return <Action icon={IconTerminal2} label={t("story.curl")} testId="menu-curl" onClick={useCopyCurl(nodeId)} />;
}
