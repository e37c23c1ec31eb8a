import { Problem } from "../problems/problem.js";
import type { WorkspaceUser } from "./auth.guard.js";

/** The person of a request. An API key is nobody: what concerns a person, or makes further keys, is refused to it. */
export function personOf({ userId }: WorkspaceUser): string {
  if (userId === null) throw new Problem("auth.forbidden");
  return userId;
}
