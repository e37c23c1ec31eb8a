import { useNavigate } from "react-router";
import { useImportWorkflow } from "../api/workflows.js";
import { readChosenFile, sayFault } from "../ui/json-file.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { workflowIn } from "./workflow-in.js";

const words = {
  other: "templates.import.other",
  newer: "templates.import.newer",
} as const;

/** Makes a workflow of a file and opens it; a file that is none is refused in words. */
export function useImportFile() {
  const t = useT();
  const navigate = useNavigate();
  const importing = useImportWorkflow();
  const take = async (file: File | null | undefined) => {
    if (!file) return;
    try {
      const read = await readChosenFile(file);
      if (!read.ok) return sayError(new Error(sayFault(read.fault, file.name, t)), t);
      const found = workflowIn(read.value);
      if (!found.ok) return sayError(new Error(t(words[found.why], { file: file.name })), t);
      const { id } = await importing.mutateAsync(found.document);
      void navigate(`/workflows/${id}`);
    } catch (error) {
      sayError(error, t);
    }
  };
  return { take: (file: File | null | undefined) => void take(file), pending: importing.isPending };
}
