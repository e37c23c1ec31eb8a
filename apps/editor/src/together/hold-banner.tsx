import { Button, Group } from "@mantine/core";
import { IconDatabaseX, IconLock, IconLogin2, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { useEditor } from "../document/store.js";
import { downloadDraft } from "../toolbar/download.js";
import { useT } from "../ui/language.js";
import { PageBanner } from "../ui/page-banner.js";
import { useUnsavedGuard } from "../ui/unsaved.js";
import { useKeepAsNew } from "./use-keep-as-new.js";

const isLost = () => useEditor.getState().hold === "deleted";

/** Why what one draws here is not saved, where it is, and what can be done. */
export function HoldBanner() {
  const t = useT();
  const hold = useEditor((state) => state.hold);
  const readOnly = useEditor((state) => state.readOnly);
  const unsaved = useEditor(({ saveState }) => saveState !== "saved");
  useUnsavedGuard(isLost, "hold.deleted.leave");
  if (hold === "deleted") return <Deleted />;
  if (hold === "signedOut") return <SignedOut />;
  if (!unsaved) return null;
  // Nothing is tried again for who may only look by now.
  if (hold === "diskFull" && !readOnly) return <NoRoom />;
  if (!readOnly && hold !== "role") return null;
  return (
    <PageBanner icon={<IconLock aria-hidden />} testId="hold-role">
      {t("hold.role.kept")}
      <Button size="xs" variant="default" onClick={downloadDraft}>
        {t("hold.download")}
      </Button>
    </PageBanner>
  );
}

/** What is drawn is in this browser alone until somebody makes room. */
function NoRoom() {
  const t = useT();
  return (
    <PageBanner color="red" icon={<IconDatabaseX aria-hidden />} testId="hold-disk-full">
      {t("hold.diskFull")}
      <Button size="xs" variant="default" onClick={downloadDraft}>
        {t("hold.download")}
      </Button>
    </PageBanner>
  );
}

function Deleted() {
  const t = useT();
  const { keep, busy } = useKeepAsNew();
  return (
    <PageBanner icon={<IconTrash aria-hidden />} testId="hold-deleted">
      {t("hold.deleted")}
      <Group gap="xs">
        <Button size="xs" variant="default" component={Link} to="/workflows">
          {t("hold.toList")}
        </Button>
        <Button size="xs" loading={busy} onClick={keep} data-testid="hold-keep">
          {t("clash.copy")}
        </Button>
      </Group>
    </PageBanner>
  );
}

function SignedOut() {
  const t = useT();
  const client = useQueryClient();
  return (
    <PageBanner icon={<IconLogin2 aria-hidden />} testId="hold-signed-out">
      {t("hold.signedOut")}
      <Button
        size="xs"
        onClick={() => void client.invalidateQueries({ queryKey: ["auth"] })}
        data-testid="hold-sign-in"
      >
        {t("hold.signIn")}
      </Button>
    </PageBanner>
  );
}
