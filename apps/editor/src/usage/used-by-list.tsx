import { Anchor, Badge, Group, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import type { UsedBy } from "@leeway/api";
import { useT } from "../ui/language.js";

interface UsedByListProps {
  users: readonly UsedBy[];
  /** A link was taken: what it stands in goes away. */
  onGo?: () => void;
}

/** Workflows with the steps that use something; each leads to its step. */
export function UsedByList({ users, onGo }: UsedByListProps) {
  const t = useT();
  return (
    <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: "none" }} data-testid="used-by">
      {users.map(({ id, name, published, steps }) => (
        <li key={id}>
          <Group gap="xs">
            <Anchor component={Link} to={`/workflows/${id}`} size="sm" fw={600} onClick={() => onGo?.()}>
              {name}
            </Anchor>
            {published && steps.some(({ live }) => live) && (
              <Badge size="sm" color="teal">
                {t("usage.live")}
              </Badge>
            )}
          </Group>
          <Group gap="4px 12px">
            {steps.map((step) => (
              <Step key={step.nodeId ?? ""} workflowId={id} step={step} onGo={onGo} />
            ))}
          </Group>
        </li>
      ))}
    </Stack>
  );
}

interface StepProps {
  workflowId: string;
  step: UsedBy["steps"][number];
  onGo: UsedByListProps["onGo"];
}

function Step({ workflowId, step: { nodeId, name, draft, live }, onGo }: StepProps) {
  const t = useT();
  const where = nodeId === undefined ? "setting=settings.concurrency.key" : `node=${encodeURIComponent(nodeId)}`;
  const words = nodeId === undefined ? t("wsettings.title") : (name ?? nodeId);
  // In the draft it may be gone already: then there is nothing to lead to.
  if (!draft) {
    return (
      <Text size="sm" c="dimmed">
        {t("usage.onlyLive", { step: words })}
      </Text>
    );
  }
  return (
    <Anchor component={Link} to={`/workflows/${workflowId}?${where}`} size="sm" onClick={() => onGo?.()}>
      {live ? words : t("usage.onlyDraft", { step: words })}
    </Anchor>
  );
}
