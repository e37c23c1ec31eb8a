import { create } from "zustand";

interface GoingLiveOpen {
  /** The workflow whose path stands open. */
  workflowId: string | undefined;
  open: (workflowId: string) => void;
  close: () => void;
}

/** Whether the path to the real account is open, and for which workflow. */
export const useGoingLive = create<GoingLiveOpen>()((set) => ({
  workflowId: undefined,
  open: (workflowId) => set({ workflowId }),
  close: () => set({ workflowId: undefined }),
}));
