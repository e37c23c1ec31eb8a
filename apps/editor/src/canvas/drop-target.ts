import { create } from "zustand";

/** The loop into which what is held now would go; one for the canvas, so that only that loop is painted. */
export const useDropTarget = create<{ loop: string | undefined }>()(() => ({ loop: undefined }));

export function aimAt(loop: string | undefined): void {
  if (useDropTarget.getState().loop !== loop) useDropTarget.setState({ loop });
}
