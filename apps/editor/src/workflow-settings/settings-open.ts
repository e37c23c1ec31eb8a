import { create } from "zustand";
import { useEditor } from "../document/store.js";

interface SettingsOpen {
  /** The workflow whose settings stand open. */
  workflowId: string | undefined;
  /** A setting that someone wants to see, e.g. from the list of problems; `at` tells two clicks apart. */
  wanted: { param: string; at: number } | undefined;
  open: (workflowId: string, param?: string) => void;
  close: () => void;
}

/** Whether the settings of the workflow as a whole are open. They stand where a step's would: no step is chosen then. */
export const useSettingsOpen = create<SettingsOpen>()((set) => ({
  workflowId: undefined,
  wanted: undefined,
  open: (workflowId, param) => {
    useEditor.getState().select([]);
    set({ workflowId, wanted: param === undefined ? undefined : { param, at: Date.now() } });
  },
  close: () => set({ workflowId: undefined, wanted: undefined }),
}));
