import { Alert, Group, List, NativeSelect, Stack, Table, Text } from "@mantine/core";
import { IconInfoCircle, IconKey } from "@tabler/icons-react";
import { importOutcomes, type ImportChoices, type ImportOutcome, type ImportReport } from "@leeway/api";
import { useT } from "../ui/language.js";

type Kind = keyof ImportChoices;
const options = {
  settings: ["mine", "theirs"],
  labels: ["mine", "theirs"],
  variables: ["mine", "theirs"],
  fields: ["mine", "theirs"],
  credentials: ["mine", "both"],
  workflows: ["both", "mine", "theirs"],
} as const satisfies { [K in Kind]: readonly ImportChoices[K][] };
const kinds = Object.keys(options) as Kind[];

interface RowsProps {
  report: ImportReport;
  choices: ImportChoices;
  onChoose: (choices: ImportChoices) => void;
}

/** Each kind of thing in the file: how many come, and what becomes of those that are there by the same name. */
export function ImportRows({ report, choices, onChoose }: RowsProps) {
  const t = useT();
  return (
    <Table verticalSpacing="xs" aria-label={t("carry.import.title")}>
      <Table.Tbody>
        {kinds.map((kind) => {
          const outcomes = [report[kind]].flat().map(({ outcome }) => outcome);
          if (outcomes.length === 0) return null;
          const isThere = outcomes.some((outcome) => outcome !== "made" && outcome !== "same");
          return (
            <Table.Tr key={kind} data-testid={`import-${kind}`}>
              <Table.Th scope="row">{t(`carry.kind.${kind}`)}</Table.Th>
              <Table.Td>
                <Counts outcomes={outcomes} />
              </Table.Td>
              <Table.Td w={230}>
                {isThere && (
                  <NativeSelect
                    size="xs"
                    aria-label={t("carry.choice", { kind: t(`carry.kind.${kind}`) })}
                    value={choices[kind]}
                    data={options[kind].map((value) => ({ value, label: t(`carry.choice.${value}`) }))}
                    onChange={({ currentTarget: { value } }) => onChoose({ ...choices, [kind]: value })}
                  />
                )}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

function Counts({ outcomes }: { outcomes: readonly ImportOutcome[] }) {
  const t = useT();
  const counts = importOutcomes
    .map((outcome) => ({ outcome, count: outcomes.filter((one) => one === outcome).length }))
    .filter(({ count }) => count > 0);
  return (
    <Text size="sm" aria-live="polite">
      {counts.map(({ outcome, count }) => t(`carry.outcome.${outcome}`, { count })).join(" · ")}
    </Text>
  );
}

/** The credentials that somebody has to complete. */
export function Secrets({ credentials }: Pick<ImportReport, "credentials">) {
  const t = useT();
  const waiting = credentials.filter(({ needsSecret }) => needsSecret);
  if (waiting.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconKey />} title={t("carry.secrets", { count: waiting.length })}>
      <Stack gap="xs">
        <Text size="sm">{t("carry.secrets.text")}</Text>
        <List size="sm">
          {waiting.map(({ id, as, type }) => (
            <List.Item key={id}>
              <Group gap={6} component="span">
                <Text span size="sm" fw={600}>
                  {as}
                </Text>
                <Text span size="sm">
                  {t(`credentials.type.${type}`)}
                </Text>
              </Group>
            </List.Item>
          ))}
        </List>
      </Stack>
    </Alert>
  );
}

/** The workflows that are not ready to be published yet. */
export function Unready({ workflows }: Pick<ImportReport, "workflows">) {
  const t = useT();
  const unready = workflows.filter(({ problems }) => problems.length > 0);
  if (unready.length === 0) return null;
  return (
    <Alert color="gray" icon={<IconInfoCircle />} title={t("carry.unready", { count: unready.length })}>
      <List size="sm">
        {unready.map(({ id, as, problems: [first, ...more] }) => (
          <List.Item key={id}>
            <Text span size="sm" fw={600}>
              {as}
            </Text>{" "}
            <Text span size="sm">
              {first?.message} {more.length > 0 && t("carry.unready.more", { count: more.length })}
            </Text>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
