import { useCallback } from "react";
import { ReactFlowProvider, useReactFlow } from "@xyflow/react";
import type { NodeDefinition } from "@leeway/engine";
import { useCatalogue } from "../document/catalogue.js";
import { addNoteAt, addStep, spotFor } from "./actions.js";
import { focusCard } from "./focus.js";

/** Stands around everything that moves the canvas, the palette and the toolbar included. */
export const CanvasProvider = ReactFlowProvider;

/** Adds a step that was picked without a place. */
export function useAddPicked() {
  const catalogue = useCatalogue();
  const { screenToFlowPosition } = useReactFlow();
  return useCallback(
    (definition: NodeDefinition) => {
      const pane = document.querySelector("[data-canvas]")?.getBoundingClientRect();
      const middle = pane
        ? { x: pane.left + pane.width / 2 - 120, y: pane.top + pane.height / 2 - 36 }
        : { x: 0, y: 0 };
      focusCard(addStep(definition, spotFor(definition, catalogue, screenToFlowPosition(middle))));
    },
    [catalogue, screenToFlowPosition],
  );
}

/** Puts a note where one looks. */
export function useAddNote() {
  const { screenToFlowPosition } = useReactFlow();
  return useCallback(() => {
    const pane = document.querySelector("[data-canvas]")?.getBoundingClientRect();
    if (pane) addNoteAt(screenToFlowPosition({ x: pane.left + pane.width / 2 - 140, y: pane.top + 80 }));
  }, [screenToFlowPosition]);
}
