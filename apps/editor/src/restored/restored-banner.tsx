import { Button, Text } from "@mantine/core";
import { IconRestore } from "@tabler/icons-react";
import { Link, useLocation } from "react-router";
import { useRestored } from "../api/restored.js";
import { useT } from "../ui/language.js";
import { useMoment } from "../ui/moment.js";
import { PageBanner } from "../ui/page-banner.js";

/** On every page but its own, until somebody has looked: that this comes of a backup, and what waits since. */
export function RestoredBanner() {
  const { pathname } = useLocation();
  const { data } = useRestored();
  if (!data || pathname === "/restored") return null;
  return (
    <Banner
      backupAt={data.backupAt ?? data.at}
      known={data.backupAt !== null}
      waiting={data.runs + data.events + data.apiKeys}
    />
  );
}

function Banner({ backupAt, known, waiting }: { backupAt: string; known: boolean; waiting: number }) {
  const t = useT();
  const when = useMoment(backupAt);
  return (
    <PageBanner icon={<IconRestore aria-hidden />} testId="restored-banner">
      <Text size="sm">
        {t(known ? "restored.banner" : "restored.banner.copy", { when })} {t("restored.waiting", { count: waiting })}
      </Text>
      <Button component={Link} to="/restored" size="xs" variant="default">
        {t("restored.look")}
      </Button>
    </PageBanner>
  );
}
