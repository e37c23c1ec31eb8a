import type { Locale } from "@leeway/engine";

/** Injection token of what fills a new workspace; without it a workspace starts empty. */
export const NEW_WORKSPACE = Symbol("new workspace");

/** Puts into a workspace that was just made what its people find on the first day. */
export interface NewWorkspace {
  fill(workspaceId: string, locale: Locale): Promise<void>;
}
