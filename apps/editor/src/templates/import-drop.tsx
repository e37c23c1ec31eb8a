import { useMay } from "../api/permission.js";
import { useState, type DragEvent, type ReactNode } from "react";
import { useImportFile } from "./use-import.js";
import css from "./templates.module.css";

const hasFile = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes("Files");

/** A place on which a workflow's file can be dropped. */
export function ImportDrop({ children }: { children: ReactNode }) {
  const { take } = useImportFile();
  const [over, setOver] = useState(false);
  const may = useMay();
  if (!may("workflows.edit")) return children;
  return (
    <div
      className={css.drop}
      data-over={over || undefined}
      data-testid="import-drop"
      onDragOver={(event) => {
        if (!hasFile(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
      }}
      onDrop={(event) => {
        if (!hasFile(event)) return;
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
      {children}
    </div>
  );
}
