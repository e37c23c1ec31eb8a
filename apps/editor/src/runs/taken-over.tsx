import { Anchor, Text } from "@mantine/core";
import { Link } from "react-router";
import type { StepState } from "@leeway/engine";
import { useT } from "../ui/language.js";
import { stepAddress } from "./show-step.js";

/**
 * Of a step that this run has not done itself: where it was done, and where its items and their errors are. Of a loop some items
 * may be, the others are done here.
 */
export function TakenOver({ step: { key, takenFrom: from, loop } }: { step: StepState }) {
  const t = useT();
  if (from === undefined) return null;
  return (
    <Text size="sm" c="dimmed" data-testid="taken-over">
      <Anchor component={Link} to={stepAddress(from, key)} size="sm" c="inherit" underline="always">
        {t(loop ? "replay.taken.loop" : "replay.taken.text")}
      </Anchor>
    </Text>
  );
}
