import { create } from "zustand";

interface MenuOpen {
  /** Where on the screen the menu of the chosen steps is open. */
  at: { x: number; y: number } | undefined;
  open: (at: { x: number; y: number }) => void;
  close: () => void;
}

/** The menu of what is chosen: one for the whole canvas. */
export const useMenuOpen = create<MenuOpen>()((set) => ({
  at: undefined,
  open: (at) => set({ at }),
  close: () => set({ at: undefined }),
}));
