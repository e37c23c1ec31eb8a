import { Anchor, List, Stack, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import type { ImportReport, ImportedWorkflow } from "@leeway/api";
import { useT } from "../ui/language.js";
import { OutcomeBadge } from "./outcome-badge.js";
import { Secrets, Unready } from "./import-todo.js";

/** What has come, with the way to each, and what is left to do. */
export function ImportDone({ report }: { report: ImportReport }) {
  const t = useT();
  const came = report.workflows.filter(({ id }) => id !== undefined);
  return (
    <Stack>
      <Text size="sm">{t("carry.done.text")}</Text>
      <Secrets credentials={report.credentials} links />
      <Unready workflows={report.workflows} />
      {came.length > 0 && (
        <section>
          <Title order={3} size="sm" mb="xs">
            {t("carry.kind.workflows")}
          </Title>
          <List size="sm" spacing={6} listStyleType="none" data-testid="import-came">
            {came.map((one) => (
              <Came key={one.from} one={one} />
            ))}
          </List>
        </section>
      )}
    </Stack>
  );
}

function Came({ one: { id, as, outcome, keptAs } }: { one: ImportedWorkflow }) {
  const t = useT();
  return (
    <List.Item>
      <Anchor component={Link} to={`/workflows/${id}`} size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
        <bdi>{as}</bdi>
      </Anchor>{" "}
      <OutcomeBadge outcome={outcome} />{" "}
      {keptAs !== undefined && (
        <Anchor component={Link} to={`/workflows/${id}/versions?to=${keptAs}`} size="sm">
          {t("carry.keptAs", { version: keptAs })}
        </Anchor>
      )}
    </List.Item>
  );
}
