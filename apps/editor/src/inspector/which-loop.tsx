import { Select } from "@mantine/core";
import type { WorkflowNode } from "@leeway/engine";
import { layInto } from "../canvas/actions.js";
import { useCatalogue } from "../document/catalogue.js";
import { nameOf } from "../document/names.js";
import { nestingOf, withContent } from "../document/nesting.js";
import { useEditor } from "../document/store.js";
import { useLanguage, useT } from "../ui/language.js";

/** In which loop a step stands: what dragging does, without a mouse. */
export function WhichLoop({ node }: { node: WorkflowNode }) {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const document = useEditor((state) => state.document);
  const nodes = useEditor((state) => state.nodes);
  const nesting = nestingOf(document, catalogue);
  const own = withContent(nesting, [node.id]);
  const loops = document.nodes.filter(({ id }) => nesting.isLoop(id) && !own.has(id));
  if (loops.length === 0) return null;
  return (
    <Select
      label={t("loop.where")}
      description={t("loop.where.help")}
      data-testid="setting-loop"
      allowDeselect={false}
      data={[
        { value: "", label: t("loop.where.none") },
        ...loops.map(({ id }) => ({ value: id, label: nameOf(nodes.get(id), catalogue, locale) })),
      ]}
      value={nesting.parentOf(node.id) ?? ""}
      onChange={(loop) => layInto(node.id, loop === "" || loop === null ? undefined : loop)}
    />
  );
}
