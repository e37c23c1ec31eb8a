import { useEffect, useState } from "react";
import { Text } from "@mantine/core";
import { useLimits } from "../../api/workspace.js";
import { useT } from "../../ui/language.js";
import { useService } from "./use-service.js";

const LONG_MS = 1_500;

/** Says why a list takes its time: a person waits more calmly for a reason. */
export function LongWait({ credential }: { credential: string | undefined }) {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => clearTimeout(timer);
  }, []);
  return long ? <Reason credential={credential} /> : null;
}

function Reason({ credential }: { credential: string | undefined }) {
  const t = useT();
  const service = useService();
  const { data: limits } = useLimits();
  const limit = limits?.find(({ credentialIds }) => credential !== undefined && credentialIds.includes(credential));
  const full = limit !== undefined && (limit.frozenUntil !== null || limit.sent60 >= limit.limit);
  return (
    <Text size="sm" c="dimmed" p="xs" role="status">
      {t(full ? "choices.wait.limit" : "choices.wait", { service })}
    </Text>
  );
}
