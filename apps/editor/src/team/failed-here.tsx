import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { useLocation } from "react-router";
import { ApiProblem } from "../api/http.js";
import { useHolder } from "../api/workspaces.js";
import { useT } from "../ui/language.js";
import { Failed, Waiting } from "../ui/states.js";
import { switchTo } from "./switch.js";

interface FailedHereProps {
  /** Of the workflow or the run that the page is about. */
  id: string;
  error: unknown;
  again: () => void;
}

/** What happened; of something that is in another workspace of the person, which one, and the way there. */
export function FailedHere({ id, error, again }: FailedHereProps) {
  const isMissing = error instanceof ApiProblem && error.code === "notFound";
  return isMissing ? <Missing id={id} error={error} again={again} /> : <Failed error={error} again={again} />;
}

function Missing({ id, error, again }: FailedHereProps) {
  const t = useT();
  const { pathname, search } = useLocation();
  const holder = useHolder(id);
  if (holder.isPending) return <Waiting rows={1} />;
  if (!holder.data) return <Failed error={error} again={again} />;
  const { id: workspaceId, name } = holder.data;
  return (
    <Alert icon={<IconArrowsExchange aria-hidden />} title={t("team.elsewhere.title", { name })}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t("team.elsewhere.text")}</Text>
        <Button size="xs" onClick={() => void switchTo(workspaceId, pathname + search)}>
          {t("team.elsewhere.go", { name })}
        </Button>
      </Stack>
    </Alert>
  );
}
