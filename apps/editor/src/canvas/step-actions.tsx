import { IconPlayerTrackNext, IconTerminal2 } from "@tabler/icons-react";
import type { NodeDefinition } from "@leeway/engine";
import { useCopyCurl } from "../curl/use-curl.js";
import { useRunFrom } from "../toolbar/use-run-from.js";
import { useT } from "../ui/language.js";
import { Action } from "./menu-action.js";

/** What can be done with one step alone. */
export function StepActions({ nodeId, definition }: { nodeId: string; definition: NodeDefinition }) {
  return (
    <>
      {definition.kind !== "trigger" && <RunFromHere nodeId={nodeId} />}
      {isPlainCall(definition) && <CopyCurl nodeId={nodeId} />}
    </>
  );
}

function RunFromHere({ nodeId }: { nodeId: string }) {
  const t = useT();
  const { press } = useRunFrom(nodeId);
  return (
    <Action
      icon={IconPlayerTrackNext}
      hint={press ? undefined : t("try.from.none")}
      label={t("try.from")}
      testId="menu-run-from"
      disabled={!press}
      onClick={() => press?.()}
    />
  );
}

/** Steps that are one call of HTTP or of Leeloo. */
const isPlainCall = ({ type, request, credential }: NodeDefinition): boolean =>
  type === "http.request" || (request !== undefined && credential?.types.includes("leelooToken") === true);

function CopyCurl({ nodeId }: { nodeId: string }) {
  const t = useT();
  return <Action icon={IconTerminal2} label={t("story.curl")} testId="menu-curl" onClick={useCopyCurl(nodeId)} />;
}
