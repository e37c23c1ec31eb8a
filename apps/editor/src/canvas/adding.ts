import { create } from "zustand";
import type { Spot } from "../document/commands.js";
import { useEditor } from "../document/store.js";

interface AddingState {
  /** Where a step is being chosen for, and where on the screen the list opens. */
  spot: Spot | undefined;
  x: number;
  y: number;
  triggersOnly: boolean;
  /** What had the focus and gets it back. */
  from: HTMLElement | undefined;
  open: (at: { spot: Spot; x: number; y: number; triggersOnly?: boolean; from?: HTMLElement }) => void;
  close: () => void;
}

/** The list behind every plus: one for the whole canvas, since a thousand links would be a thousand lists. */
export const useAdding = create<AddingState>()((set, get) => ({
  spot: undefined,
  x: 0,
  y: 0,
  triggersOnly: false,
  from: undefined,
  open: ({ spot, x, y, triggersOnly = false, from }) => {
    if (!useEditor.getState().readOnly) set({ spot, x, y, triggersOnly, from });
  },
  close: () => {
    const { from } = get();
    set({ spot: undefined, from: undefined });
    from?.focus();
  },
}));
