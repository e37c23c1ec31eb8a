import { Anchor, Text } from "@mantine/core";
import { Link } from "react-router";
import { useT } from "../ui/language.js";

/** Of a step that this run has not done itself: where it was done. */
export function TakenOver({ from }: { from: string | undefined }) {
  const t = useT();
  if (from === undefined) return null;
  return (
    <Text size="sm" c="dimmed" data-testid="taken-over">
      <Anchor component={Link} to={`/runs/${from}`} size="sm" c="inherit" underline="always">
        {t("replay.taken.text")}
      </Anchor>
    </Text>
  );
}
