import { List, Stack, Text } from "@mantine/core";
import type { Erasure } from "@leeway/api";
import { useAllErasures } from "../api/personal-data.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { Failed } from "../ui/states.js";

/** Older ones are of no more use: they are done. */
const MOST_SHOWN = 10;

/** Who had somebody erased, and how far it is; not whom, since that is erased as well. */
export function ErasureList() {
  const t = useT();
  const { data = [], error, refetch } = useAllErasures();
  if (data.length === 0 && !error) return null;
  return (
    <Stack gap="xs" data-testid="erasures">
      <Text size="sm" fw={600}>
        {t("privacy.erasures")}
      </Text>
      {error && <Failed error={error} again={() => void refetch()} />}
      <List size="sm" spacing={4}>
        {data.slice(0, MOST_SHOWN).map((erasure) => (
          <List.Item key={erasure.id}>
            <Moment at={erasure.createdAt} />
            {erasure.by !== null && ` · ${t("privacy.erasures.by", { name: erasure.by })}`}
            {" · "}
            <How {...erasure} />
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

function How({ state, runs, events, files, unfinished }: Erasure) {
  const t = useT();
  if (state === "going") return t("person.erase.going");
  return (
    <>
      {t("person.erase.done", { runs, events, files })}
      {state === "waiting" && ` ${t("person.erase.waiting", { count: unfinished })}`}
    </>
  );
}
