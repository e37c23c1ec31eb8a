import { useState } from "react";
import { Alert, Button, Group, Modal, ScrollArea, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "react-router";
import { importChoicesSchema, type ImportChoices, type ImportReport } from "@leeway/api";
import { ApiProblem } from "../api/http.js";
import { useImportPlan, useImportWorkspace } from "../api/workspace-file.js";
import { useT } from "../ui/language.js";
import { sentence } from "../ui/said.js";
import { Waiting } from "../ui/states.js";
import { ImportRows, Secrets, Unready } from "./import-rows.js";

interface ImportDialogProps {
  file: unknown;
  /** When it was chosen: the same file chosen again is asked about again. */
  opened: number;
  onClose: () => void;
}

/** What the file of a workspace would bring, what to do about what is there already, and what is to be done afterwards. */
export function ImportDialog({ file, opened, onClose }: ImportDialogProps) {
  const t = useT();
  const [choices, setChoices] = useState<ImportChoices>(() => importChoicesSchema.parse({}));
  const plan = useImportPlan(file, opened, choices);
  const importing = useImportWorkspace();
  const done = importing.data;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={done ? t("carry.done") : t("carry.import.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Stack data-testid="import-dialog">
        <ScrollArea.Autosize mah="60vh" type="auto" offsetScrollbars="present" viewportProps={{ tabIndex: 0 }}>
          {done ? (
            <Afterwards report={done} />
          ) : (
            <Stack>
              {plan.isPending && <Waiting rows={3} />}
              {plan.error && <Refused error={plan.error} />}
              {plan.data && !plan.error && (
                <>
                  <Text size="sm">{t("carry.drafts")}</Text>
                  <ImportRows report={plan.data} choices={choices} onChoose={setChoices} />
                  <Secrets credentials={plan.data.credentials} />
                  <Unready workflows={plan.data.workflows} />
                </>
              )}
              {importing.error && <Refused error={importing.error} />}
            </Stack>
          )}
        </ScrollArea.Autosize>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-testid="import-close">
            {done ? t("common.close") : t("common.cancel")}
          </Button>
          {done ? (
            <Next report={done} />
          ) : (
            <Button
              data-autofocus
              disabled={!plan.data || plan.error !== null || plan.isPlaceholderData}
              loading={importing.isPending}
              onClick={() => importing.mutate({ file, choices })}
              data-testid="import-yes"
            >
              {t("carry.import.yes")}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Afterwards({ report }: { report: ImportReport }) {
  const t = useT();
  return (
    <Stack>
      <Text size="sm">{t("carry.done.text")}</Text>
      <Secrets credentials={report.credentials} />
      <Unready workflows={report.workflows} />
    </Stack>
  );
}

/** To where there is something left to do. */
function Next({ report }: { report: ImportReport }) {
  const t = useT();
  const secrets = report.credentials.some(({ needsSecret }) => needsSecret);
  return (
    <Button component={Link} to={secrets ? "/credentials" : "/workflows"} data-autofocus data-testid="import-next">
      {t(secrets ? "nav.credentials" : "nav.workflows")}
    </Button>
  );
}

/** Of the file as a whole there is no place to name. */
const placeOf = (path: string) =>
  /^file(\.(kind|schemaVersion))?$/.test(path) ? "" : `${path.replace(/^file\./, "")}: `;

/** Where the file is wrong, and what to do. */
function Refused({ error }: { error: Error }) {
  const t = useT();
  const errors = error instanceof ApiProblem ? error.errors.slice(0, 10) : [];
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={t("carry.refused")} role="alert">
      {errors.length === 0 && <Text size="sm">{sentence(error, t)}</Text>}
      {errors.map(({ path, message }) => (
        <Text size="sm" key={`${path} ${message}`}>
          {placeOf(path)}
          {message}
        </Text>
      ))}
    </Alert>
  );
}
