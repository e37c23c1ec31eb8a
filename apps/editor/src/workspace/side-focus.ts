/** Puts the focus into the settings of the chosen step. */
export function focusInspector(): void {
  requestAnimationFrame(() => {
    const side = document.querySelector("[data-inspector]");
    side
      ?.querySelector<HTMLElement>("input, textarea, select, [contenteditable=true], button, [tabindex='0']")
      ?.focus();
  });
}
