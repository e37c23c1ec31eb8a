import { Badge } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import type { SandboxDelivery } from "@leeway/api";
import { useT } from "../ui/language.js";

/** Whether the receiver took it. */
export const isDelivered = ({ status }: SandboxDelivery): boolean => status >= 200 && status < 300;

/** Icon, colour and word. */
export function Result({ delivery }: { delivery: SandboxDelivery }) {
  const t = useT();
  const { status, error } = delivery;
  const good = isDelivered(delivery);
  const Sign = good ? IconCheck : IconX;
  const word = good ? "sandbox.events.delivered" : error === null ? "sandbox.events.refused" : "sandbox.events.lost";
  return (
    <Badge
      variant="light"
      color={good ? "teal" : "red"}
      tt="none"
      styles={{ label: { color: "var(--mantine-color-text)" } }}
      leftSection={<Sign size={13} aria-hidden />}
      style={{ flex: "none" }}
    >
      {t(word, { status })}
    </Badge>
  );
}
