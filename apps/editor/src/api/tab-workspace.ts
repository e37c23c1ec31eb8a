import { remember, remembered } from "../ui/remembered.js";

const KEY = "leeway.workspace";
/** Of a browser that forbids storage: holds until the page is reloaded. */
let kept: string | undefined;

/**
 * The workspace of this tab. Each tab stays in its own, however often one switches in another; a reload keeps it, since
 * the browser keeps it for as long as the tab is open.
 */
export function tabWorkspace(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? kept;
  } catch {
    return kept;
  }
}

const PARAM = "workspace";

/** The address of a page in another workspace. The tab is in it once that page has come: whoever stays stays where they are. */
export function pathIn(workspaceId: string, path: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}${PARAM}=${encodeURIComponent(workspaceId)}`;
}

/** Takes the workspace that the address of this page names, before anything is asked for, and out of the address. */
export function arriveInWorkspace(): void {
  const address = new URL(location.href);
  const id = address.searchParams.get(PARAM);
  if (id === null) return;
  setTabWorkspace(id);
  rememberWorkspace(id);
  address.searchParams.delete(PARAM);
  history.replaceState(history.state, "", address);
}

/** From now on everything that this tab asks for is about this one; undefined: about whichever the server takes. */
export function setTabWorkspace(id: string | undefined): void {
  kept = id;
  try {
    if (id === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, id);
  } catch {
    // `kept` has it.
  }
}

/** The one that was looked at last in any tab: a new tab begins there. */
export const lastWorkspace = (): string | undefined => remembered("workspace");
export const rememberWorkspace = (id: string | undefined): void => remember("workspace", id);
