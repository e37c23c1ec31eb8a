import { Anchor, Button, List, Text } from "@mantine/core";
import { setNode } from "../document/commands.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import type { Leftovers } from "./leftovers.js";
import { Step } from "./step.js";

interface ReplaceProps {
  accountId: string | undefined;
  left: Leftovers;
}

/** The credential in all steps at once, and the ids that no account but the sandbox knows. */
export function ReplaceStep({ accountId, left: { steps, ids, pending } }: ReplaceProps) {
  const t = useT();
  const run = useEditor((state) => state.run);
  const show = useEditor((state) => state.show);
  const replace = () => {
    for (const { id } of steps) run(setNode(id, { credential: accountId }), "going live");
  };
  return (
    <Step number={4} name="replace" title={t("live.replace")} done={!pending && steps.length + ids.length === 0}>
      <Text size="sm">{t("live.replace.text", { count: steps.length })}</Text>
      {steps.length > 0 && (
        <>
          <Text size="sm" c="dimmed">
            {steps.map(({ name }) => name).join(", ")}
          </Text>
          <Button size="xs" disabled={accountId === undefined} onClick={replace}>
            {t("live.replace.button")}
          </Button>
        </>
      )}
      {ids.length > 0 && (
        <div data-testid="live-stale">
          <Text size="sm" fw={600}>
            {t("live.stale")}
          </Text>
          <Text size="sm" c="dimmed">
            {t("live.stale.text")}
          </Text>
          <List size="sm" spacing={2}>
            {ids.map(({ nodeId, param, id, name }) => (
              <List.Item key={`${nodeId} ${param} ${id}`}>
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  ta="left"
                  style={{ verticalAlign: "top" }}
                  onClick={() => show(nodeId, param)}
                >
                  {name}
                </Anchor>
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Step>
  );
}
