import { pathIn } from "../api/tab-workspace.js";
import { saveDraft } from "../document/saving.js";

/**
 * Takes this tab to another workspace. The page is loaded anew, so that nothing of the first one stays in memory: lists,
 * drafts, open streams. What was drawn is saved first; where it cannot be, the browser asks.
 */
export async function switchTo(workspaceId: string, path = "/workflows"): Promise<void> {
  await saveDraft().catch(() => undefined);
  location.assign(pathIn(workspaceId, path));
}
