import { Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { Box, Center } from "@mantine/core";
import { useOutlet, useParams } from "react-router";
import { useMay } from "../api/permission.js";
import { useMe } from "../api/account.js";
import { useNodeTypes, useWorkflow } from "../api/workflows.js";
import { Canvas } from "../canvas/canvas.js";
import { CanvasProvider, useAddNote, useAddPicked } from "../canvas/canvas-provider.js";
import { useClipboard } from "../canvas/clipboard.js";
import { useTellGone } from "../canvas/tell-gone.js";
import { FindDialog } from "../canvas/find-dialog.js";
import { KeyHelp } from "../canvas/key-help.js";
import { useCanvasKeys, type KeyWishes } from "../canvas/keys.js";
import { CatalogueProvider } from "../document/catalogue.js";
import { useChecking } from "../document/checking.js";
import { saveDraft, savesDone, useSaving } from "../document/saving.js";
import { useEditor } from "../document/store.js";
import { GoingLive } from "../going-live/going-live.js";
import { useGoingLive } from "../going-live/going-live-open.js";
import { SandboxHint } from "../going-live/hint.js";
import { PalettePanel, usePaletteOpen } from "../palette/palette-panel.js";
import { useLiveRun } from "../runs/live.js";
import { ReadOnlyNote } from "../toolbar/read-only-note.js";
import { useOpening } from "../together/use-opening.js";
import { useTakenNotice } from "../together/use-taken-notice.js";
import { useTogether } from "../together/use-together.js";
import { Toolbar } from "../toolbar/toolbar.js";
import { FailedHere } from "../team/failed-here.js";
import { WaitingPage } from "../ui/states.js";
import { useTitle } from "../ui/title.js";
import { useArrival } from "./arrival.js";
import { RunArea } from "./run-area.js";
import { focusInspector } from "./side-focus.js";
import { Side } from "./side.js";
import css from "./editor.module.css";

/** One workflow: on the drawing board, or another view of the same draft, e.g. its versions. */
export default function EditorPage() {
  const { id = "" } = useParams();
  const view = useOutlet();
  const workflow = useWorkflow(id, savesDone);
  const types = useNodeTypes();
  const builds = useMay()("workflows.edit");
  const allow = useEditor((state) => state.allow);
  useLayoutEffect(() => allow(builds), [allow, builds]);
  const shown = useEditor(({ left, workflow: one }) => (left ? undefined : one?.id));
  const leave = useEditor((state) => state.leave);
  const stop = useLiveRun((state) => state.stop);
  const catalogue = useMemo(() => new Map(types.data?.map((one) => [one.type, one])), [types.data]);
  const know = useEditor((state) => state.know);
  useEffect(() => know(catalogue), [catalogue, know]);
  useOpening(workflow.data);
  useEffect(() => leave, [id, leave]);
  useEffect(() => stop, [id, stop]);
  useArrival(id, workflow.data !== undefined);
  const error = workflow.error ?? types.error;
  if (error) {
    return (
      <Center h="100%">
        <FailedHere id={id} error={error} again={() => void Promise.all([workflow.refetch(), types.refetch()])} />
      </Center>
    );
  }
  if (!types.data || shown !== id) return <WaitingPage />;
  return (
    <CatalogueProvider value={catalogue}>
      <Desk workflowId={id}>
        {view ? (
          <Suspense fallback={<WaitingPage />}>{view}</Suspense>
        ) : (
          <CanvasProvider>
            <Workbench workflowId={id} />
          </CanvasProvider>
        )}
      </Desk>
    </CatalogueProvider>
  );
}

/** What goes on whichever way one looks at the workflow: it is saved and checked. */
function Desk({ workflowId, children }: { workflowId: string; children: ReactNode }) {
  const name = useEditor(({ document }) => document.name);
  useTitle(name);
  const userId = useMe().data?.user.id;
  useSaving(userId);
  useTogether(workflowId);
  useTakenNotice();
  useChecking();
  return children;
}

function Workbench({ workflowId }: { workflowId: string }) {
  const search = useRef<HTMLInputElement>(null);
  const [palette, setPalette] = usePaletteOpen();
  const [keys, setKeys] = useState(false);
  const goingLive = useGoingLive((state) => state.workflowId === workflowId);
  const readOnly = useEditor((state) => state.readOnly);
  const addPicked = useAddPicked();
  const tellGone = useTellGone();
  const addNote = useAddNote();
  const [finding, setFinding] = useState(false);
  useClipboard();
  const wishes = useMemo<KeyWishes>(
    () => ({
      // What came of it stands in the toolbar.
      save: () => void saveDraft().catch(() => undefined),
      findStep: () => {
        setPalette(true);
        requestAnimationFrame(() => search.current?.focus());
      },
      findOnCanvas: () => setFinding(true),
      note: addNote,
      help: () => setKeys(true),
      openStep: focusInspector,
      gone: tellGone,
    }),
    [setPalette, tellGone, addNote],
  );
  useCanvasKeys(wishes);
  return (
    <Box className={css.page}>
      <Toolbar workflowId={workflowId} onKeys={() => setKeys(true)} />
      <ReadOnlyNote />
      <SandboxHint key={workflowId} workflowId={workflowId} />
      <div className={css.bench}>
        {readOnly ? null : goingLive ? (
          <GoingLive key={workflowId} workflowId={workflowId} />
        ) : (
          <PalettePanel onPick={addPicked} searchRef={search} open={palette} setOpen={setPalette} />
        )}
        <div className={css.middle}>
          <div className={css.canvas}>
            <Canvas />
          </div>
          <RunArea workflowId={workflowId} />
        </div>
        <Side workflowId={workflowId} />
      </div>
      <FindDialog opened={finding} onClose={() => setFinding(false)} />
      <KeyHelp opened={keys} onClose={() => setKeys(false)} />
    </Box>
  );
}
