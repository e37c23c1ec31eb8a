import type { PresenceAnswer } from "@leeway/api";
import { call } from "./http.js";

const at = (workflowId: string) => `/workflows/${encodeURIComponent(workflowId)}/presence`;

/** Says that this tab shows the workflow, with which step; answers who else does, and how new the draft is. */
export const tellPresence = (workflowId: string, tab: string, step: string | null) =>
  call<PresenceAnswer>("POST", at(workflowId), { tab, step });

/** Says that it shows it no more, also while the tab closes. */
export const leavePresence = (workflowId: string, tab: string) =>
  call("DELETE", `${at(workflowId)}/${tab}`, undefined, { keepalive: true });
