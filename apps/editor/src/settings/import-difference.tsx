import { useMemo } from "react";
import { Text } from "@mantine/core";
import { retarget, type WorkflowDocument } from "@leeway/engine";
import type { ImportReport, WorkspaceFile } from "@leeway/api";
import { useNodeTypes, useStoredDraft } from "../api/workflows.js";
import { CatalogueProvider } from "../document/catalogue.js";
import { useT } from "../ui/language.js";
import { Failed, Waiting } from "../ui/states.js";
import { DifferenceList } from "../versions/difference-list.js";
import { useTelling } from "../versions/use-telling.js";

interface DifferenceProps {
  /** The workflow of the same name. */
  here: string;
  /** Which of the file's. */
  index: number;
  report: ImportReport;
  file: WorkspaceFile;
}

/** What is other in the file's workflow than in the draft that is here. */
export function ImportDifference({ here, index, report, file }: DifferenceProps) {
  const draft = useStoredDraft(here);
  const types = useNodeTypes();
  const catalogue = useMemo(() => types.data && new Map(types.data.map((one) => [one.type, one])), [types.data]);
  const error = draft.error ?? types.error;
  const theirs = file.workflows[index]?.document;
  const there = useMemo(
    () => theirs && catalogue && retarget(theirs, asHere(report, file), catalogue),
    [theirs, catalogue, report, file],
  );
  if (error) return <Failed error={error} again={() => void Promise.all([draft.refetch(), types.refetch()])} />;
  if (!draft.data || !catalogue || !there) return <Waiting rows={2} />;
  return (
    <CatalogueProvider value={catalogue}>
      <Compared mine={draft.data} theirs={there} />
    </CatalogueProvider>
  );
}

/** What the file's steps name would be, if each workflow took the place of the one here. */
const asHere = ({ credentials, workflows }: ImportReport, file: WorkspaceFile) => ({
  credentials: new Map(file.credentials.map(({ id }, at) => [id, credentials[at]?.id ?? id])),
  workflows: new Map(workflows.flatMap(({ from, here }) => (here === undefined ? [] : [[from, here] as const]))),
});

function Compared({ mine, theirs }: { mine: WorkflowDocument; theirs: WorkflowDocument }) {
  const t = useT();
  const { chapters, same } = useTelling(mine, theirs);
  if (same) return <Text size="sm">{t("carry.difference.looks")}</Text>;
  return <DifferenceList chapters={chapters} />;
}
