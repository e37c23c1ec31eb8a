import { Chip, Group } from "@mantine/core";
import { useLabels } from "../api/labels.js";
import { useT } from "../ui/language.js";

const ALL = "all";

/** Chooses the label whose workflows are shown; nothing where there are no labels. */
export function LabelFilter({ value, onChange }: { value: string | undefined; onChange: (id?: string) => void }) {
  const t = useT();
  const labels = useLabels().data ?? [];
  if (labels.length === 0) return null;
  const known = labels.some(({ id }) => id === value);
  return (
    <Chip.Group
      value={known && value !== undefined ? value : ALL}
      onChange={(id) => onChange(id === ALL ? undefined : id)}
    >
      <Group gap={6} role="group" aria-label={t("labels.filter")}>
        <Chip value={ALL} size="xs" variant="light">
          {t("labels.all")}
        </Chip>
        {labels.map(({ id, name, color, workflows }) => (
          <Chip key={id} value={id} size="xs" variant="light" color={color}>
            {t("labels.count", { name, count: workflows })}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
