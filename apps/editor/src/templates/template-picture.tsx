import type { Catalogue, WorkflowDocument } from "@leeway/engine";
import { NodeIcon } from "../palette/node-icon.js";
import { layOut, picture } from "./picture-layout.js";
import css from "./templates.module.css";

const ICON = 16;

/** A small drawing of a workflow: its steps' icons and the links between them. The steps are named elsewhere. */
export function TemplatePicture({ document, catalogue }: { document: WorkflowDocument; catalogue: Catalogue }) {
  const { places, links } = layOut(document);
  const { node, width, height } = picture;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={css.picture} aria-hidden="true">
      {links.map(({ id, path }) => (
        <path key={id} d={path} className={css.link} />
      ))}
      {places.map(({ id, type, x, y }) => {
        const definition = catalogue.get(type);
        return (
          <g key={id} transform={`translate(${x - node / 2} ${y - node / 2})`} className={css.step}>
            <rect
              width={node}
              height={node}
              rx={definition?.kind === "trigger" ? node / 2 : 7}
              data-trigger={definition?.kind === "trigger" || undefined}
            />
            <g transform={`translate(${(node - ICON) / 2} ${(node - ICON) / 2})`}>
              <NodeIcon name={definition?.icon} size={ICON} />
            </g>
          </g>
        );
      })}
    </svg>
  );
}
