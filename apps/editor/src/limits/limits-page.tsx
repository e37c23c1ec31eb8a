import { Button, SimpleGrid } from "@mantine/core";
import { IconGauge } from "@tabler/icons-react";
import { Link } from "react-router";
import { useCredentials, useLimits } from "../api/workspace.js";
import { useT } from "../ui/language.js";
import { Page } from "../ui/page.js";
import { Empty, Failed, Waiting } from "../ui/states.js";
import { LimitCard } from "./limit-card.js";

/** Every token with a limit: how full its minute is, who waits for it, and who holds it back. */
export default function LimitsPage() {
  const t = useT();
  const limits = useLimits();
  const credentials = useCredentials();
  const isWaiting = limits.isPending || credentials.isPending;
  const nameOf = (ids: readonly string[]) =>
    ids.map((id) => credentials.data?.find((one) => one.id === id)?.name ?? id).join(", ");
  return (
    <Page title={t("limitsPage.title")} text={t("limitsPage.text")}>
      {isWaiting && !limits.error && <Waiting rows={3} />}
      {limits.error && <Failed error={limits.error} again={() => void limits.refetch()} />}
      {!isWaiting && limits.data?.length === 0 && (
        <Empty icon={IconGauge} title={t("limitsPage.empty.title")} text={t("limitsPage.empty.text")}>
          <Button component={Link} to="/credentials">
            {t("limitsPage.empty.button")}
          </Button>
        </Empty>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {!isWaiting &&
          limits.data?.map((limit) => <LimitCard key={limit.id} limit={limit} name={nameOf(limit.credentialIds)} />)}
      </SimpleGrid>
    </Page>
  );
}
