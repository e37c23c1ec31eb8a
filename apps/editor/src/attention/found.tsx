import { Alert, Text } from "@mantine/core";
import type { Json } from "@leeway/engine";
import { JsonView } from "../runs/json/json-view.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";

interface Check {
  times: number;
  at: number | string;
  found: readonly Json[];
  /** Why nobody could look. */
  error?: { message?: string } | undefined;
}

/** What looks at the service have come to. */
export function Found({ check: { times, at, found, error } }: { check: Check }) {
  const t = useT();
  if (error)
    return (
      <Alert color="gray" p="xs" title={t("attention.check.failed")}>
        {error.message}
      </Alert>
    );
  const title = t("attention.found", { count: found.length });
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {found.length > 0 && <JsonView value={[...found]} label={title} />}
      <Text size="sm" c="dimmed">
        {t("attention.looked", { count: times })} <Moment at={at} size="sm" span />
      </Text>
    </div>
  );
}
