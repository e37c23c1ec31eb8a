import { create } from "zustand";
import type { StepState } from "@leeway/engine";
import type { ItemKind } from "../../api/runs.js";

/** An item of a loop that somebody looks into. */
interface LookedItem {
  runId: string;
  /** The key of the loop's step. */
  loopKey: string;
  loopId: string;
  index: number;
}

interface LookedItems {
  /** From the outermost loop to the innermost, one of each. */
  items: readonly LookedItem[];
  /** Keys of loops whose list of items somebody has opened or shut: it stays so in the run that does some of them again. */
  lists: Readonly<Record<string, boolean>>;
  openList: (loopKey: string, open: boolean) => void;
  /** By run and key of the loop, which items are listed; none: in any. */
  listed: Readonly<Record<string, ItemKind | undefined>>;
  listOnly: (loop: string, status: ItemKind | undefined) => void;
  /** The steps of all of them, by node: what the canvas shows inside the loops. */
  steps: ReadonlyMap<string, StepState>;
  /** Opens an item; `undefined` shuts that loop's. What is open further inside belongs to another item then. */
  look: (loop: Omit<LookedItem, "index">, index: number | undefined) => void;
  /** What is open stays so in the run that does some of it again. */
  lookOnIn: (runId: string) => void;
  /** What is known now of an item's steps. */
  learn: (loopId: string, steps: readonly StepState[]) => void;
}

const none: ReadonlyMap<string, StepState> = new Map();

/** Which items' steps are on the screen. */
export const useLookedItems = create<LookedItems>()((set, get) => {
  let byLoop = new Map<string, readonly StepState[]>();
  const merged = () => new Map([...byLoop.values()].flat().map((step) => [step.nodeId, step]));
  return {
    items: [],
    steps: none,
    lists: {},
    listed: {},
    listOnly: (loop, status) => set(({ listed }) => ({ listed: { ...listed, [loop]: status } })),
    openList: (loopKey, open) => set(({ lists }) => ({ lists: { ...lists, [loopKey]: open } })),
    look: (loop, index) => {
      const { items } = get();
      const same = items.filter(({ runId }) => runId === loop.runId);
      const place = same.findIndex(({ loopId }) => loopId === loop.loopId);
      if (place < 0 && index === undefined) return;
      const kept = place < 0 ? same : same.slice(0, place);
      byLoop = new Map([...byLoop].filter(([id]) => kept.some(({ loopId }) => loopId === id)));
      set({ items: index === undefined ? kept : [...kept, { ...loop, index }], steps: merged() });
    },
    lookOnIn: (runId) => set(({ items }) => ({ items: items.map((item) => ({ ...item, runId })) })),
    learn: (loopId, steps) => {
      byLoop.set(loopId, steps);
      set({ steps: merged() });
    },
  };
});
