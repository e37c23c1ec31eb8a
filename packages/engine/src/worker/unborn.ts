import type { Created, Holder, NewRun } from "../ports.js";
import type { RunState } from "../run/state.js";

/** A run that is computed before it is stored: its first append makes it. */
export interface Unborn {
  run: NewRun;
  holder: Holder;
  /** Called once: it is stored, it exists already, or nothing was kept of it. */
  born: (made: Created, state: RunState) => void;
  failed: (error: unknown) => void;
}
