import { Group, Select } from "@mantine/core";
import { auditKinds, type AuditFilter, type AuditKind } from "@leeway/api";
import { useAuditPeople } from "../api/audit.js";
import { DayField } from "../ui/day-field.js";
import { useT } from "../ui/language.js";

/** What one looks for: whose, of what kind, from which day to which, both counted. */
export interface Wish {
  person: string | null;
  kind: AuditKind | null;
  from: string;
  to: string;
}
export const everything: Wish = { person: null, kind: null, from: "", to: "" };

/** As the API wants it: days begin where the reader is. */
export function filterOf({ person, kind, from, to }: Wish): AuditFilter {
  const start = (day: string, more = 0) => {
    const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
    return new Date(year, month - 1, date + more).toISOString();
  };
  return {
    ...(person !== null && { person }),
    ...(kind !== null && { kind }),
    ...(from !== "" && { since: start(from) }),
    ...(to !== "" && { until: start(to, 1) }),
  };
}

export function FilterFields({ wish, onChange }: { wish: Wish; onChange: (wish: Wish) => void }) {
  const t = useT();
  const people = useAuditPeople().data ?? [];
  const days = (["from", "to"] as const).map((end) => (
    <DayField
      key={end}
      label={t(`audit.${end}`)}
      value={wish[end]}
      clearable
      onChange={(day) => onChange({ ...wish, [end]: day })}
      data-testid={`audit-${end}`}
    />
  ));
  return (
    <Group gap="sm" align="flex-end">
      <Select
        label={t("audit.person")}
        placeholder={t("audit.everybody")}
        data={people.map(({ id, name, email }) => ({ value: id, label: email === "" ? name : `${name} (${email})` }))}
        value={wish.person}
        onChange={(person) => onChange({ ...wish, person })}
        searchable
        clearable
        w={260}
        data-testid="audit-person"
      />
      <Select
        label={t("audit.kind")}
        placeholder={t("audit.everything")}
        data={auditKinds.map((kind) => ({ value: kind, label: t(`audit.kind.${kind}`) }))}
        value={wish.kind}
        onChange={(kind) => onChange({ ...wish, kind })}
        clearable
        w={200}
        data-testid="audit-kind"
      />
      {days}
    </Group>
  );
}
