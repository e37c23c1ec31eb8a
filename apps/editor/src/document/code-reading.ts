import { useEffect, useState } from "react";
import type { Catalogue, KnownNames, WorkflowDocument } from "@leeway/engine";
import { useEditor } from "./store.js";

type CodeFault = KnownNames["codeFault"];

/** Whether a step of the draft has a program in a field. */
const hasCode = ({ nodes }: WorkflowDocument, catalogue: Catalogue): boolean =>
  nodes.some(({ type }) => catalogue.get(type)?.params.some(({ kind }) => kind === "code") === true);

/** The reader of programs, which is fetched with the first step that has one; nothing until it is here. */
export function useCodeFault(): CodeFault {
  const isWanted = useEditor(({ document, catalogue }) => hasCode(document, catalogue));
  const [fault, setFault] = useState<{ read: CodeFault }>();
  useEffect(() => {
    let gone = false;
    // Where it does not come, publishing reads the programs all the same.
    if (isWanted)
      import("@leeway/nodes/code").then(
        ({ codeFault }) => !gone && setFault({ read: codeFault }),
        () => undefined,
      );
    return () => {
      gone = true;
    };
  }, [isWanted]);
  return fault?.read;
}
