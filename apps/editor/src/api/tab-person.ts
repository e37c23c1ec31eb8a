import { remember, remembered } from "../ui/remembered.js";

/** Whose page this is, from the first answer that said so until it is loaded anew. */
let own: string | undefined;

/** The person who is signed in, for all tabs of the browser. This page stays whose it was. */
export function rememberPerson(id: string): void {
  own ??= id;
  remember("person", id);
}

/** Loads the page anew; nothing comes after it that could be done with what the next one's session has answered. */
export function loadAnew(): Promise<never> {
  location.reload();
  return new Promise<never>(() => {});
}

/** Nobody is signed in any more. */
export const forgetPerson = (): void => remember("person", undefined);

/** Whose page this is; nobody's where nobody was signed in on it. */
export const tabPerson = (): string | undefined => own;

/** Whether anybody was signed in on this page. */
export const isSomebodysPage = (): boolean => own !== undefined;

/**
 * Whether another person has signed in meanwhile, in another tab: the browser sends their session with all that this page
 * asks for, and what one person has drawn would be saved as the other one's.
 */
export function isSomebodyElse(): boolean {
  const now = remembered("person");
  return own !== undefined && now !== undefined && now !== own;
}

/** A page is one person's: it is loaded anew once somebody else has signed in, and where the browser takes it out of its drawer. */
export function leaveOthersPages(): void {
  window.addEventListener("storage", () => isSomebodyElse() && location.reload());
  window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
}
