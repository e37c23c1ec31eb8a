import { Button, Text } from "@mantine/core";
import { IconDatabaseX, IconHandStop } from "@tabler/icons-react";
import { useLocation } from "react-router";
import type { Brake, Brakes } from "@leeway/api";
import { useBrake, useWatchedBrakes } from "../api/brakes.js";
import { Allowed } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { useMoment } from "../ui/moment.js";
import { PageBanner } from "../ui/page-banner.js";
import { sayDone, sayError } from "../ui/said.js";

/** On every page that it concerns: who stopped what and when, how many runs are known to be held back, and the way on. */
export function BrakeBanner() {
  const { pathname } = useLocation();
  const { data } = useWatchedBrakes();
  if (!data) return null;
  return (
    <>
      {data.diskFull && <DiskFull />}
      {concerning(data, pathname).map((brake) => (
        <Stopped key={brake.workflowId ?? ""} brake={brake} />
      ))}
    </>
  );
}

/** Runs look as if they ran, and go on by themselves. */
function DiskFull() {
  const t = useT();
  return (
    <PageBanner color="red" icon={<IconDatabaseX aria-hidden />} testId="disk-full-banner">
      <Text size="sm">{t("diskFull.banner")}</Text>
    </PageBanner>
  );
}

/** All of the workspace concerns every page, one workflow its own and those of runs. */
function concerning({ workspace, workflows }: Brakes, pathname: string): Brake[] {
  const own = workflows.filter(
    ({ workflowId }) =>
      pathname === `/workflows/${workflowId}` || pathname.startsWith("/runs") || pathname === "/workflows",
  );
  return workspace ? [workspace, ...own] : own;
}

function Stopped({ brake }: { brake: Brake }) {
  const t = useT();
  const change = useBrake();
  const when = useMoment(brake.since);
  const resume = () =>
    change.mutate(
      { workflowId: brake.workflowId, pause: false },
      {
        // On a full disk nothing goes on yet.
        onSuccess: ({ diskFull }) => sayDone(diskFull ? t(`brake.${what}.goesOn`, values) : t("brake.resumed")),
        onError: (error) => sayError(error, t),
      },
    );
  const values = { name: brake.workflowName ?? "", when, by: brake.by || t("team.gone") };
  const what = brake.workflowId === null ? "all" : "one";
  const goesOn = brake.unwritten === "resume";
  const stopped = t(brake.by === null ? `brake.${what}.banner` : `brake.${what}.banner.by`, values);
  const held = t(brake.unwritten === null ? "brake.waiting" : "brake.unwritten", { count: brake.runs });
  return (
    <PageBanner color="red" icon={<IconHandStop aria-hidden />} testId="brake-banner">
      <Text size="sm">{goesOn ? t(`brake.${what}.goesOn`, values) : `${stopped} ${held}`}</Text>
      {!goesOn && (
        <Allowed to="runs.pause">
          <Button size="xs" variant="default" onClick={resume} loading={change.isPending} data-testid="brake-resume">
            {t("brake.resume")}
          </Button>
        </Allowed>
      )}
    </PageBanner>
  );
}
