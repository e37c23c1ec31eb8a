import { Badge } from "@mantine/core";
import { IconMinus, IconPencil, IconPlus } from "@tabler/icons-react";
import type { NodeChange } from "@leeway/engine";
import { useT } from "../ui/language.js";

const looks = {
  added: { icon: IconPlus, color: "teal" },
  removed: { icon: IconMinus, color: "red" },
  changed: { icon: IconPencil, color: "blue" },
} as const;

/** Added, removed or changed: picture, colour and word. */
export function ChangeMark({ kind }: { kind: NodeChange["kind"] }) {
  const t = useT();
  const { icon: Sign, color } = looks[kind];
  return (
    <Badge color={color} fw={500} flex="none" leftSection={<Sign size={12} aria-hidden />}>
      {t(`difference.${kind}`)}
    </Badge>
  );
}
