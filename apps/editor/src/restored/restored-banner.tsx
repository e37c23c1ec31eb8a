import { Alert, Button, Group, Text } from "@mantine/core";
import { IconRestore } from "@tabler/icons-react";
import { Link, useLocation } from "react-router";
import { useRestored } from "../api/restored.js";
import { useT } from "../ui/language.js";
import { useMoment } from "../ui/moment.js";

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
    <Alert
      color="orange"
      radius={0}
      py={6}
      styles={{ wrapper: { alignItems: "center" }, icon: { marginTop: 0 } }}
      icon={<IconRestore aria-hidden />}
      role="status"
      data-testid="restored-banner"
    >
      <Group gap="sm" justify="space-between">
        <Text size="sm">
          {t(known ? "restored.banner" : "restored.banner.copy", { when })} {t("restored.waiting", { count: waiting })}
        </Text>
        <Button component={Link} to="/restored" size="xs" variant="default">
          {t("restored.look")}
        </Button>
      </Group>
    </Alert>
  );
}
