import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconCircleX, IconKey, IconPencil } from "@tabler/icons-react";
import { Link } from "react-router";
import { sentenceIn } from "@leeway/api";
import type { StepError } from "@leeway/engine";
import { useT } from "../../ui/language.js";
import type { RunFacts } from "../facts.js";
import { pageTitle } from "./page-title.js";
import { remedyOf } from "./remedy.js";
import css from "./story.module.css";

interface FaultProps {
  error: StepError;
  nodeId: string | undefined;
  facts: RunFacts;
  /** Goes to the step on the canvas. */
  onOpenStep: (nodeId: string) => void;
}

/** An error in three parts: what happened, why, what to do, with the button that does it. */
export function Fault({ error, nodeId, facts, onOpenStep }: FaultProps) {
  const t = useT();
  const { message, hint } = facts.tell(error, nodeId);
  const remedy = remedyOf(error.code);
  const credential = nodeId === undefined ? undefined : facts.credential(nodeId);
  return (
    <Alert color="red" icon={<IconCircleX />} title={t("fault.what")} mt="xs">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{message}</Text>
        <Why error={error} />
        <Written error={error} />
        {hint && (
          <div>
            <Text size="sm" fw={600}>
              {t("fault.todo")}
            </Text>
            <Text size="sm">{hint}</Text>
          </div>
        )}
        <Group gap="xs">
          {remedy === "credential" && credential && (
            <Button
              component={Link}
              to={`/credentials?edit=${encodeURIComponent(credential.id)}`}
              size="xs"
              variant="default"
              leftSection={<IconKey size={14} aria-hidden />}
            >
              {t("fault.openCredential")}
            </Button>
          )}
          {nodeId !== undefined && (remedy === "step" || (remedy === "credential" && !credential)) && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPencil size={14} aria-hidden />}
              onClick={() => onOpenStep(nodeId)}
            >
              {t("fault.openStep")}
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}

/** What code wrote until it stopped: it leads to where it went wrong. */
function Written({ error: { values } }: { error: StepError }) {
  const t = useT();
  const { logs } = values;
  if (!Array.isArray(logs) || logs.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {t("fault.logs")}
      </Text>
      <pre className={css.quote}>{logs.map(String).join("\n")}</pre>
    </div>
  );
}

/** The far end's own words, where there are any. */
function Why({ error: { values } }: { error: StepError }) {
  const t = useT();
  const { answer, status } = values;
  if (typeof answer !== "string" || answer.trim() === "") return null;
  const service = typeof values.service === "string" ? values.service : t("fault.service");
  const page = pageTitle(answer);
  return (
    <div>
      <Text size="sm" fw={600}>
        {t("fault.why")}
      </Text>
      <Text size="sm">
        {page !== undefined
          ? t("fault.answer.page", { service })
          : typeof status === "number"
            ? t("fault.answer.status", { service, status })
            : t("fault.answer", { service })}
      </Text>
      <pre className={css.quote}>{page ?? sentenceIn(answer)}</pre>
    </div>
  );
}
