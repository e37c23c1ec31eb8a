import { Badge } from "@mantine/core";
import { IconCheck, IconMinus, IconX } from "@tabler/icons-react";
import type { SandboxDelivery } from "@leeway/api";
import { useT } from "../ui/language.js";

/** Whether the receiver took it. */
export const isDelivered = ({ status }: SandboxDelivery): boolean => status >= 200 && status < 300;

function wordOf(delivery: SandboxDelivery) {
  if (delivery.withheld) return "sandbox.events.withheld";
  if (isDelivered(delivery)) return "sandbox.events.delivered";
  return delivery.error === null ? "sandbox.events.refused" : "sandbox.events.lost";
}

/** Icon, colour and word. */
export function Result({ delivery }: { delivery: SandboxDelivery }) {
  const t = useT();
  const { status, withheld } = delivery;
  const good = isDelivered(delivery);
  const Sign = good ? IconCheck : withheld ? IconMinus : IconX;
  return (
    <Badge
      color={good ? "teal" : withheld ? "gray" : "red"}

      leftSection={<Sign size={13} aria-hidden />}
      style={{ flex: "none" }}
    >
      {t(wordOf(delivery), { status })}
    </Badge>
  );
}
