import { create } from "zustand";

interface ProblemsOpen {
  open: boolean;
  setOpen: (open: boolean) => void;
}

/** Whether the list of problems is open; a refused publishing opens it too. */
export const useProblemsOpen = create<ProblemsOpen>()((set) => ({ open: false, setOpen: (open) => set({ open }) }));
