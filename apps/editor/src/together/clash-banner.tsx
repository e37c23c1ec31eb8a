import { useEffect, useState } from "react";
import { Button } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import type { Workflow } from "@leeway/api";
import { saveDraft } from "../document/saving.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import { PageBanner } from "../ui/page-banner.js";
import { ClashDialog, useClashes } from "./clash-dialog.js";
import { useWho } from "./use-who.js";

/** Where others changed the same as oneself: says so, and asks. Until then nothing is saved over. */
export function ClashBanner() {
  const clash = useEditor((state) => state.clash);
  return clash ? <Clash clash={clash} /> : null;
}

function Clash({ clash }: { clash: Workflow }) {
  const t = useT();
  const { since } = useWho();
  const from = useEditor(({ workflow }) => workflow?.revision ?? 0);
  const conflicts = useClashes(clash);
  const [open, setOpen] = useState(true);
  const who = since(from, clash);
  const settled = conflicts.length === 0;
  useEffect(() => {
    if (!settled) return;
    // What both had changed has been taken back meanwhile, here or there: nothing is left to choose.
    useEditor.getState().takeIn(clash, { choose: () => "mine" });
    void saveDraft().catch(() => undefined);
  }, [settled, clash]);
  if (settled) return null;
  return (
    <PageBanner role="alertdialog" aria-label={t("clash.title")} icon={<IconUsersGroup aria-hidden />} testId="clash">
      {t("clash.banner", { who })}
      <Button size="xs" data-testid="clash-open" onClick={() => setOpen(true)}>
        {t("clash.open", { count: conflicts.length })}
      </Button>
      {open && <ClashDialog clash={clash} who={who} conflicts={conflicts} onClose={() => setOpen(false)} />}
    </PageBanner>
  );
}
