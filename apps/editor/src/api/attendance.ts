/** Somebody who reads a log moves the mouse now and then; a page that nobody has touched for so long asks by itself. */
const UNATTENDED_AFTER_MS = 5 * 60_000;

let lastSign = Date.now();

/** From now on each touch of the page counts. */
export function watchAttendance(): void {
  for (const sign of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "focus"])
    window.addEventListener(sign, () => (lastSign = Date.now()), { passive: true, capture: true });
}

/**
 * Whether nobody has touched the page for a while. Its calls then keep no session alive: otherwise a list that is read anew
 * every ten seconds would keep a forgotten screen signed in for as long as it is on.
 */
export const isUnattended = (): boolean => Date.now() - lastSign > UNATTENDED_AFTER_MS;
