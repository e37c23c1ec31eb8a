import { useEffect, useState } from "react";
import { Group, Loader, Text } from "@mantine/core";
import { useT } from "../ui/language.js";

/** After which somebody who waits wants to be told that something happens. */
const LONG_MS = 1_000;

/** Says that it takes a while, once it does. */
export function LongWait({ waiting }: { waiting: boolean }) {
  const t = useT();
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [waiting]);
  return (
    <Group gap="xs" role="status" data-testid="import-waits">
      {long && (
        <>
          <Loader size="xs" aria-hidden />
          <Text size="sm">{t("carry.waits")}</Text>
        </>
      )}
    </Group>
  );
}
