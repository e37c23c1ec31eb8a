import { Alert, Text } from "@mantine/core";
import type { Json } from "@leeway/engine";
import { useSay } from "../runs/facts.js";
import { entryInWords } from "../runs/story/glimpse.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { Raw } from "./raw.js";

interface Check {
  times: number;
  at: number | string;
  found: readonly Json[];
  /** Why nobody could look. */
  error?: { message: string } | undefined;
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
      {found.length > 0 && <Entries found={found} title={title} />}
      <Text size="sm" c="dimmed">
        {t("attention.looked", { count: times })} <Moment at={at} size="sm" span />
      </Text>
    </div>
  );
}

const SHOWN = 5;

/** What was seen at the service, each in a line; the rest and all of it as it is one click further. */
function Entries({ found, title }: { found: readonly Json[]; title: string }) {
  const say = useSay();
  return (
    <>
      {found.slice(0, SHOWN).map((one, index) => (
        <Text key={index} size="sm" style={{ overflowWrap: "anywhere" }} data-testid="found">
          {entryInWords(one, say)}
        </Text>
      ))}
      {found.length > SHOWN && <Text size="sm">+{say.number(found.length - SHOWN)}</Text>}
      <Raw value={[...found]} label={title} />
    </>
  );
}
