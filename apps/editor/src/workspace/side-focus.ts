const fields = "input, textarea, select, [contenteditable=true], button";

/** Puts the focus into the settings of the chosen step. */
export function focusInspector(): void {
  requestAnimationFrame(() => {
    const side = document.querySelector("[data-inspector]");
    // The form first; a step without one has its tabs.
    const field = side?.querySelector<HTMLElement>(`[role=tabpanel] :is(${fields})`);
    (field ?? side?.querySelector<HTMLElement>("[role=tab]"))?.focus();
  });
}
