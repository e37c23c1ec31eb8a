import { focusSoon } from "../canvas/focus.js";

const fields = "input, textarea, select, [contenteditable=true], button";

/** Puts the focus into the settings of the chosen step; the panel may have to be loaded first. */
export function focusInspector(): void {
  focusSoon(() => {
    const side = document.querySelector("[data-inspector]");
    // The form first; a step without one has its tabs.
    const field = side?.querySelector<HTMLElement>(`[role=tabpanel] :is(${fields})`);
    return field ?? side?.querySelector<HTMLElement>("[role=tab]");
  });
}
