import { Badge } from "@mantine/core";
import type { ImportOutcome } from "@leeway/api";
import { useT } from "../ui/language.js";

const colors: Record<ImportOutcome, string> = {
  made: "teal",
  same: "gray",
  kept: "gray",
  left: "gray",
  replaced: "orange",
  renamed: "blue",
};

/** What becomes of one thing of a file, in a word or two. */
export function OutcomeBadge({ outcome }: { outcome: ImportOutcome }) {
  const t = useT();
  return (
    <Badge size="sm" color={colors[outcome]} fw={500}>
      {t(`carry.one.${outcome}`)}
    </Badge>
  );
}
