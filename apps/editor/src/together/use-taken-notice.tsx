import { useEffect } from "react";
import { notifications } from "@mantine/notifications";
import { IconUsers } from "@tabler/icons-react";
import { differenceOf, type Catalogue, type Difference, type WorkflowDocument } from "@leeway/engine";
import { useCatalogue } from "../document/catalogue.js";
import { nameOf } from "../document/names.js";
import { useEditor } from "../document/store.js";
import { useLanguage, useT, type Translate } from "../ui/language.js";
import { useWho } from "./use-who.js";

/** One notice at a time: who types saves every second, and nobody wants to hear of each. */
const NOTICE = "together-taken";

/** Says in a line what others have changed. Cards that were only moved are not worth a word. */
export function useTakenNotice(): void {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const taken = useEditor((state) => state.taken);
  const { since } = useWho();
  useEffect(() => {
    if (!taken) return;
    const { before, workflow, from, both } = taken;
    const nameIn = (id: string) => nameAmong(id, [workflow.document, before], catalogue, locale);
    const what = changedIn(differenceOf(before, workflow.document, catalogue), t, nameIn);
    if (what === undefined) return;
    const told = t("together.changed", { who: since(from, workflow), what });
    const notice = {
      id: NOTICE,
      color: "gray",
      icon: <IconUsers size={18} aria-hidden />,
      message: both ? `${told}. ${t("together.both")}` : told,
      autoClose: 5_000,
      "data-testid": "together-notice",
    };
    notifications.hide(NOTICE);
    notifications.show(notice);
    // Said once, when it came.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [taken]);
}

function changedIn({ nodes, edges, notes, settings }: Difference, t: Translate, nameIn: (id: string) => string) {
  const [one] = nodes;
  if (nodes.length > 1) return t("together.what.steps", { count: nodes.length });
  if (one) return t("together.what.step", { step: nameIn(one.id) });
  return edges.length + notes.length + settings.length > 0 ? t("together.what.rest") : undefined;
}

function nameAmong(
  id: string,
  documents: readonly WorkflowDocument[],
  catalogue: Catalogue,
  locale: ReturnType<typeof useLanguage>["locale"],
): string {
  const node = documents.flatMap(({ nodes }) => nodes).find((each) => each.id === id);
  return nameOf(node, catalogue, locale) || id;
}
