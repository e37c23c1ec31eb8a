import { useMutation, useQuery } from "@tanstack/react-query";
import type { Me, OwnWorkspace } from "@leeway/api";
import { ApiProblem, call } from "./http.js";
import { wholeList } from "./pages.js";
import { forgetPerson, isSomebodyElse, loadAnew, rememberPerson } from "./tab-person.js";
import { lastWorkspace, rememberWorkspace, setTabWorkspace, tabWorkspace } from "./tab-workspace.js";

/** That a tab's workspace is none of the person's any more, that there is none at all, or that it asks for a second step. */
export const isShutOut = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem &&
  /^(workspace\.(notMember|none|deleted|signedOut)|secondFactor\.needed)$/.test(error.code);

/** The workspaces that have the workflow or the run with this id: one of the person's, or none. */
const holdersOf = (id: string) =>
  call<{ items: OwnWorkspace[] }>("GET", `/workspaces?holds=${encodeURIComponent(id)}`).then(({ items }) => items);

/** What an address of the editor names that belongs to one workspace alone. */
const thingIn = (pathname: string) => /^\/(?:workflows|runs)\/((?:wf|run)_[\w-]+)/.exec(pathname)?.[1];

/**
 * Who is here, in which workspace. A tab that has none yet takes that of what its address names (a link from a letter),
 * else the one looked at last in this browser, else the one that the server remembers.
 */
export async function loadMe(): Promise<Me> {
  const known = tabWorkspace();
  if (known === undefined) setTabWorkspace(await firstWorkspace());
  const me = await call<Me>("GET", "/me").catch((error: unknown) => {
    if (known !== undefined || !isShutOut(error)) throw error;
    // What was looked at last may be nobody's any more, or another person's.
    setTabWorkspace(undefined);
    return call<Me>("GET", "/me");
  });
  rememberPerson(me.user.id);
  // Whose page this was has drawn here, and it would be kept as the next one's.
  if (isSomebodyElse()) return loadAnew();
  setTabWorkspace(me.workspace.id);
  rememberWorkspace(me.workspace.id);
  return me;
}

async function firstWorkspace(): Promise<string | undefined> {
  const thing = thingIn(location.pathname);
  const [holder] = thing === undefined ? [] : await holdersOf(thing);
  return holder?.id ?? lastWorkspace();
}

/** Nothing of one person's workspaces is left for the next one at this browser. */
export function forgetWorkspaces(): void {
  setTabWorkspace(undefined);
  rememberWorkspace(undefined);
  forgetPerson();
}

/** The workspaces of the person, whichever this tab is in. */
export const useWorkspaces = () =>
  useQuery({ queryKey: ["workspaces"], queryFn: () => wholeList<OwnWorkspace>("/workspaces") });

/** Where something is that this workspace does not have. */
export const useHolder = (id: string) =>
  useQuery({ queryKey: ["workspaces", "holding", id], queryFn: () => holdersOf(id).then(([one]) => one ?? null) });

export const useCreateWorkspace = () =>
  useMutation({
    mutationFn: (body: { name: string; timezone: string; demo: boolean }) =>
      call<OwnWorkspace>("POST", "/workspaces", body),
  });

/** Deletes the workspace of this tab; the page has to be loaded anew. */
export const useDeleteWorkspace = () =>
  useMutation({
    mutationFn: (name: string) => call("POST", "/workspace/delete", { name }),
    onSuccess: () => rememberWorkspace(undefined),
  });
/** Takes a deleted one back. */
export const useTakeBack = () =>
  useMutation({ mutationFn: (id: string) => call("POST", `/workspaces/${encodeURIComponent(id)}/take-back`, {}) });
