/**
 * A button that waits for an answer is disabled and so loses the focus. It has it again afterwards, where nobody has gone
 * elsewhere meanwhile: whoever uses the keyboard alone goes on from where they were.
 */
export function keepFocus(): void {
  let last: HTMLButtonElement | undefined;
  document.addEventListener("focusin", ({ target }) => {
    last = target instanceof HTMLButtonElement ? target : undefined;
  });
  document.addEventListener("pointerdown", () => (last = undefined), { capture: true });
  const give = () => {
    if (last?.isConnected && !last.disabled && document.activeElement === document.body) last.focus();
  };
  new MutationObserver(give).observe(document.body, { subtree: true, attributeFilter: ["disabled"] });
}
