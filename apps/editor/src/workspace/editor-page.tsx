import { useEffect, useMemo, useRef } from "react";
import { Box, Center } from "@mantine/core";
import { useParams } from "react-router";
import { useNodeTypes, useWorkflow } from "../api/workflows.js";
import { Canvas } from "../canvas/canvas.js";
import { CanvasProvider, useAddPicked } from "../canvas/canvas-provider.js";
import { CatalogueProvider } from "../document/catalogue.js";
import { useEditor } from "../document/store.js";
import { PalettePanel, usePaletteOpen } from "../palette/palette-panel.js";
import { RunDrawer } from "../runs/run-drawer.js";
import { useLiveRun } from "../runs/live.js";
import { Failed, WaitingPage } from "../ui/states.js";
import css from "./editor.module.css";

/** One workflow on the drawing board. */
export default function EditorPage() {
  const { id = "" } = useParams();
  const workflow = useWorkflow(id);
  const types = useNodeTypes();
  const open = useEditor((state) => state.open);
  const shown = useEditor((state) => state.workflow?.id);
  const stop = useLiveRun((state) => state.stop);
  const catalogue = useMemo(() => new Map(types.data?.map((one) => [one.type, one])), [types.data]);
  useEffect(() => {
    if (workflow.data) open(workflow.data);
  }, [workflow.data, open]);
  useEffect(() => stop, [id, stop]);
  const error = workflow.error ?? types.error;
  if (error) {
    return (
      <Center h="100%">
        <Failed error={error} again={() => void Promise.all([workflow.refetch(), types.refetch()])} />
      </Center>
    );
  }
  if (!types.data || shown !== id) return <WaitingPage />;
  return (
    <CatalogueProvider value={catalogue}>
      <CanvasProvider>
        <Workbench workflowId={id} />
      </CanvasProvider>
    </CatalogueProvider>
  );
}

function Workbench({ workflowId }: { workflowId: string }) {
  const search = useRef<HTMLInputElement>(null);
  const [palette, setPalette] = usePaletteOpen();
  const addPicked = useAddPicked();
  const runId = useLiveRun((state) => state.runId);
  const show = useEditor((state) => state.show);
  return (
    <Box className={css.page}>
      <div className={css.bench}>
        <PalettePanel onPick={addPicked} searchRef={search} open={palette} setOpen={setPalette} />
        <div className={css.middle}>
          <div className={css.canvas}>
            <Canvas />
          </div>
          {runId !== undefined && (
            <div className={css.drawer}>
              <RunDrawer workflowId={workflowId} runId={runId} onSelect={show} />
            </div>
          )}
        </div>
      </div>
    </Box>
  );
}
