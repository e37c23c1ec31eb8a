import { memo, useState } from "react";
import { MiniMap, Panel, useReactFlow } from "@xyflow/react";
import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconMap,
  IconMapOff,
  IconMaximize,
  IconLayoutDashboard,
  IconMinus,
  IconNote,
  IconPlus,
  type Icon,
} from "@tabler/icons-react";
import { useCatalogue } from "../document/catalogue.js";
import { useEditor } from "../document/store.js";
import type { MessageId } from "../messages/catalogue.js";
import { useT } from "../ui/language.js";
import { remember, remembered } from "../ui/remembered.js";
import { useAddNote } from "./canvas-provider.js";
import { glide } from "./glide.js";
import { tidyUp } from "./tidy.js";
import css from "./canvas.module.css";

const size = { width: 144, height: 88 };

/** Zoom, overview, notes: what helps to look, at the lower edge. The canvas is drawn anew at each key, these need not be. */
export const Controls = memo(function Controls({ withMap }: { withMap: boolean }) {
  const t = useT();
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const catalogue = useCatalogue();
  const readOnly = useEditor((state) => state.readOnly);
  const [map, setMap] = useState(() => remembered("map") !== "closed");
  const note = useAddNote();
  const show = () => {
    remember("map", map ? "closed" : undefined);
    setMap(!map);
  };
  return (
    <>
      <Panel position="bottom-left" className={css.tools ?? ""}>
        <Tool icon={IconPlus} label="canvas.zoomIn" onClick={() => void zoomIn(glide())} />
        <Tool icon={IconMinus} label="canvas.zoomOut" onClick={() => void zoomOut(glide())} />
        <Tool
          icon={IconMaximize}
          label="canvas.fit"
          onClick={() => void fitView({ padding: 0.15, maxZoom: 1, ...glide() })}
        />
        {!readOnly && (
          <>
            <Tool icon={IconLayoutDashboard} label="canvas.tidy" onClick={() => void tidyUp(catalogue)} />
            <Tool icon={IconNote} label="canvas.addNote" onClick={note} />
          </>
        )}
        <span className={css.mapTool}>
          <Tool icon={map ? IconMapOff : IconMap} label={map ? "canvas.map.hide" : "canvas.map.show"} onClick={show} />
        </span>
      </Panel>
      {map && withMap && (
        <MiniMap pannable zoomable ariaLabel={t("canvas.map")} className={css.map ?? ""} style={size} />
      )}
    </>
  );
});

function Tool({ icon: Sign, label, onClick }: { icon: Icon; label: MessageId; onClick: () => void }) {
  const t = useT();
  return (
    <Tooltip label={t(label)} position="top" openDelay={400}>
      <ActionIcon variant="default" size="lg" aria-label={t(label)} onClick={onClick}>
        <Sign size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
