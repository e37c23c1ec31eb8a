/** Somebody who reads a log moves the mouse now and then; a page that nobody has touched for so long asks by itself. */
const UNATTENDED_AFTER_MS = 5 * 60_000;
const signs = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "focus"];

let lastSign = Date.now();

/** Notes from now on when somebody touches the page. */
export function watchAttendance(): void {
  for (const sign of signs)
    window.addEventListener(sign, () => (lastSign = Date.now()), { passive: true, capture: true });
}

/**
 * Whether nobody has touched the page for a while. Its calls then keep no session alive: otherwise a list that is read anew
 * every ten seconds would keep a forgotten screen signed in for as long as it is on.
 */
export const isUnattended = (): boolean => Date.now() - lastSign > UNATTENDED_AFTER_MS;
