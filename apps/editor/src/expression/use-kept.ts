import { useState } from "react";
import { isEqual, type Json } from "@leeway/engine";

/** What was made anew, as it was known before where that says the same: whoever shows it is not drawn anew. */
export function useKept<Made extends object>(made: Made): Made {
  const [kept, keep] = useState(made);
  if (kept === made || isEqual(kept as Json, made as Json)) return kept;
  keep(made);
  return made;
}
