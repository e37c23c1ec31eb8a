import { Text } from "@mantine/core";
import type { RunList } from "@leeway/api";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";

/** What may be missing among what was found, where something may. */
export function SearchNote({ search: { upTo, cut } }: { search: NonNullable<RunList["search"]> }) {
  const t = useT();
  if (upTo === null && !cut) return null;
  return (
    <Text size="sm" c="dimmed" role="status" data-testid="search-note">
      {upTo !== null && (
        <>
          {t("runs.search.upTo")} <Moment at={upTo} />.{" "}
        </>
      )}
      {cut && t("runs.search.cut")}
    </Text>
  );
}
