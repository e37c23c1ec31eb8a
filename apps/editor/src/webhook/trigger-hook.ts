import { useMe } from "../api/account.js";
import { useHooks } from "../api/hooks.js";
import { useEditor } from "../document/store.js";
import { useStep } from "../inspector/step-context.js";
import { addressOf } from "./address-of.js";

/** The address of the trigger that is open, and what came to it. `url` is undefined until the draft is saved. */
export function useTriggerHook() {
  const { workflowId, node } = useStep();
  const workflow = useEditor((state) => state.workflow);
  const { data: me } = useMe();
  const { data, error, refetch } = useHooks(workflowId);
  return {
    params: node.params,
    url: addressOf(workflow?.triggers.find(({ nodeId }) => nodeId === node.id)?.url, me?.publicUrl),
    published: Boolean(workflow?.published),
    /** Nobody outside of this machine can call it. */
    local: me?.reach === "local",
    hook: data?.find(({ nodeId }) => nodeId === node.id),
    error,
    again: () => void refetch(),
  };
}
