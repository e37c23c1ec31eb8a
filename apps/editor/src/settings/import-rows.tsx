import { useState } from "react";
import { Collapse, NativeSelect, Table, Text, UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { importOutcomes, type ImportChoices, type ImportOutcome } from "@leeway/api";
import type { ImportReport, WorkspaceFile } from "@leeway/api";
import type { ImportWish } from "../api/workspace-file.js";
import { useT } from "../ui/language.js";
import { ImportWorkflowRows } from "./import-workflow-rows.js";
import { OutcomeBadge } from "./outcome-badge.js";
import css from "./import-rows.module.css";

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
  file: WorkspaceFile;
  wish: ImportWish;
  onWish: (wish: ImportWish) => void;
}

/** Each kind of thing in the file: what comes, by name, and what becomes of those that are there by the same name. */
export function ImportRows({ report, file, wish, onWish }: RowsProps) {
  const t = useT();
  const choose = (kind: Kind, value: string) => {
    const choices = { ...wish.choices, [kind]: value };
    // What is said of all of them counts for each.
    onWish({ choices, perWorkflow: kind === "workflows" ? {} : wish.perWorkflow });
  };
  return (
    <Table verticalSpacing="xs" aria-label={t("carry.import.title")}>
      {kinds.map((kind) => {
        const all = [report[kind]].flat();
        if (all.length === 0) return null;
        return (
          <Kinds key={kind} kind={kind} outcomes={all.map(({ outcome }) => outcome)} open={kind === "workflows"}>
            {isChoice(kind, report) && (
              <NativeSelect
                size="xs"
                aria-label={t("carry.choice", { kind: t(`carry.kind.${kind}`) })}
                value={wish.choices[kind]}
                data={options[kind].map((value) => ({ value, label: t(`carry.choice.${value}`) }))}
                onChange={({ currentTarget: { value } }) => choose(kind, value)}
              />
            )}
            {kind === "workflows" ? (
              <ImportWorkflowRows report={report} file={file} wish={wish} onWish={onWish} />
            ) : (
              <Names all={all} />
            )}
          </Kinds>
        );
      })}
    </Table>
  );
}

/** Whether there is anything to choose: of credentials that look alike, each may be for an account of its own. */
function isChoice(kind: Kind, report: ImportReport): boolean {
  if (kind === "workflows") return report.workflows.some((one) => one.here !== undefined && one.outcome !== "same");
  const outcomes = [report[kind]].flat().map(({ outcome }) => outcome);
  return outcomes.some((outcome) => outcome !== "made" && (kind === "credentials" || outcome !== "same"));
}

interface KindsProps {
  kind: Kind;
  outcomes: readonly ImportOutcome[];
  open: boolean;
  /** The choice for all of them, and each by its name. */
  children: [React.ReactNode, React.ReactNode];
}

function Kinds({ kind, outcomes, open, children: [choice, names] }: KindsProps) {
  const t = useT();
  const [opened, setOpened] = useState(open);
  return (
    <Table.Tbody data-testid={`import-${kind}`}>
      <Table.Tr>
        <Table.Th scope="row">
          <UnstyledButton
            className={css.kind}
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
            data-testid={`import-${kind}-names`}
          >
            <IconChevronRight size={16} aria-hidden className={css.sign} data-opened={opened || undefined} />
            {t(`carry.kind.${kind}`)}
          </UnstyledButton>
        </Table.Th>
        <Table.Td>
          <Counts outcomes={outcomes} />
        </Table.Td>
        <Table.Td w={230}>{choice}</Table.Td>
      </Table.Tr>
      <Table.Tr className={css.names}>
        <Table.Td colSpan={3} p={0}>
          <Collapse expanded={opened}>{names}</Collapse>
        </Table.Td>
      </Table.Tr>
    </Table.Tbody>
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

interface Named {
  name: string;
  as?: string;
  outcome: ImportOutcome;
}

function Names({ all }: { all: readonly Named[] }) {
  return (
    <ul className={css.list}>
      {all.map(({ name, as = name, outcome }, index) => (
        <li key={index}>
          <bdi className={css.name}>{as}</bdi> <OutcomeBadge outcome={outcome} />
        </li>
      ))}
    </ul>
  );
}
