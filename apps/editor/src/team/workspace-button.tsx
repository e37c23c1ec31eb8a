import { Button } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import type { OwnWorkspace } from "@leeway/api";
import { switchTo } from "./switch.js";

/** Leads into another workspace of the person. */
export function WorkspaceButton({ one: { id, name } }: { one: Pick<OwnWorkspace, "id" | "name"> }) {
  return (
    <Button
      className="leeway-wraps"
      variant="default"
      justify="space-between"
      rightSection={<IconArrowRight size={16} aria-hidden />}
      onClick={() => void switchTo(id)}
    >
      {name}
    </Button>
  );
}
