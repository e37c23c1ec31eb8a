import type { ReactNode } from "react";
import { useEditor } from "../document/store.js";
import { Held } from "../ui/allowed.js";

/** Fields of the workflow: read by who may not change it. */
export function Editable({ children }: { children: ReactNode }) {
  const readOnly = useEditor((state) => state.readOnly);
  return readOnly ? <Held>{children}</Held> : children;
}
