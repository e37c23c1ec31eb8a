import { Text } from "@mantine/core";
import type { ApiKey } from "@leeway/api";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";

/** When a key was used last, from where and by which program. */
export function KeyUse({ of: { lastUsedAt, lastUsedFrom } }: { of: Pick<ApiKey, "lastUsedAt" | "lastUsedFrom"> }) {
  const t = useT();
  if (lastUsedAt === null)
    return (
      <Text size="sm" c="dimmed">
        {t("keys.use.never")}
      </Text>
    );
  return (
    <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
      {t("keys.use.last")} <Moment at={lastUsedAt} size="sm" c="dimmed" />
      {lastUsedFrom && ` · ${[lastUsedFrom.address, lastUsedFrom.program].filter(Boolean).join(", ")}`}
    </Text>
  );
}
