let outside: HTMLButtonElement | undefined;

/**
 * Gives the focus back to the button of the page that had it last, where nothing has it; to a dialog that is still open, as
 * when it was opened: what is behind it cannot be used.
 */
export function giveFocusBack(): void {
  if (document.activeElement !== document.body) return;
  const dialog = [...document.querySelectorAll<HTMLElement>('[aria-modal="true"]')].at(-1);
  (dialog?.querySelector<HTMLElement>("[data-autofocus]") ?? dialog ?? outside)?.focus();
}

/**
 * A button that waits for an answer is disabled and so loses the focus. It has it again afterwards, where nobody has gone
 * elsewhere meanwhile: whoever uses the keyboard alone goes on from where they were.
 */
export function keepFocus(): void {
  document.addEventListener("click", toOpener, { capture: true });
  let last: HTMLButtonElement | undefined;
  document.addEventListener("focusin", ({ target }) => {
    last = target instanceof HTMLButtonElement ? target : undefined;
    if (!(target instanceof Element && target.closest('[role="dialog"]'))) outside = last;
  });
  document.addEventListener("pointerdown", () => (last = undefined), { capture: true });
  const give = () => {
    if (last?.isConnected && !last.disabled && document.activeElement === document.body) last.focus();
  };
  new MutationObserver(give).observe(document.body, { subtree: true, attributeFilter: ["disabled"] });
}

/**
 * What is chosen in a menu goes away with it: the button that opened the menu has the focus before the choice acts, and
 * so again when the dialog that this may open is closed.
 */
function toOpener({ target }: MouseEvent): void {
  const item =
    target instanceof Element ? target.closest('[role="menuitem"]:not([aria-haspopup], [aria-disabled])') : null;
  const opener = item?.closest('[role="menu"]')?.getAttribute("aria-labelledby") ?? "";
  document.getElementById(opener)?.focus({ preventScroll: true });
}
