import { useState } from "react";
import { Button, Group, ScrollArea, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import { importChoicesSchema, type ImportReport, type WorkspaceFile } from "@leeway/api";
import { useImportPlan, useImportWorkspace, type ImportWish } from "../api/workspace-file.js";
import { Dialog } from "../ui/dialog.js";
import { useFocusOnArrival } from "../ui/focus-on-arrival.js";
import { useT } from "../ui/language.js";
import { Waiting } from "../ui/states.js";
import { ImportDone } from "./import-done.js";
import { ImportRefused } from "./import-refused.js";
import { ImportRows } from "./import-rows.js";
import { Secrets, Unready } from "./import-todo.js";
import { LongWait } from "./long-wait.js";

/** A file that somebody has chosen. */
export interface ChosenFile {
  name: string;
  /** As it was read; the server judges it. */
  content: unknown;
  /** When it was chosen: the same file chosen again is asked about again. */
  opened: number;
}

/** What the file of a workspace would bring, what to do about what is there already, and what is to be done afterwards. */
export function ImportDialog({ chosen, onClose }: { chosen: ChosenFile; onClose: () => void }) {
  const t = useT();
  const { name, content: file, opened } = chosen;
  const [wish, setWish] = useState<ImportWish>(() => ({ choices: importChoicesSchema.parse({}), perWorkflow: {} }));
  const plan = useImportPlan(file, opened, wish);
  const importing = useImportWorkspace();
  const done = importing.data;
  const error = importing.error ?? plan.error;
  const idle = plan.data !== undefined && bringsNothing(plan.data);
  return (
    <Dialog onClose={onClose} size="xl" title={done ? t("carry.done") : t("carry.import.title")}>
      <Stack data-testid="import-dialog">
        <ScrollArea.Autosize mah="60vh" type="auto" offsetScrollbars="present" viewportProps={{ tabIndex: 0 }}>
          {done ? (
            <ImportDone report={done} />
          ) : (
            <Stack>
              {plan.isPending && <Waiting rows={3} />}
              {plan.data && !plan.error && (
                <>
                  <Text size="sm" fw={idle ? 600 : undefined}>
                    {t(idle ? "carry.nothing" : "carry.drafts")}
                  </Text>
                  {/* The server has taken it for one. */}
                  <ImportRows report={plan.data} file={file as WorkspaceFile} wish={wish} onWish={setWish} />
                  <Secrets credentials={plan.data.credentials} />
                  <Unready workflows={plan.data.workflows} />
                </>
              )}
            </Stack>
          )}
        </ScrollArea.Autosize>
        {error && !done && <ImportRefused error={error} name={name} file={file} />}
        <LongWait waiting={plan.isFetching || importing.isPending} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus data-testid="import-close">
            {done ? t("common.close") : t("common.cancel")}
          </Button>
          {done ? (
            <Next report={done} />
          ) : (
            <Button
              disabled={!plan.data || plan.error !== null || plan.isPlaceholderData || idle}
              loading={importing.isPending}
              onClick={() => importing.mutate({ file, ...wish })}
              data-testid="import-yes"
            >
              {t("carry.import.yes")}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}

/** All of it is here already, or stays as it is here. */
const bringsNothing = ({ settings, labels, variables, fields, credentials, workflows }: ImportReport): boolean =>
  [settings, ...labels, ...variables, ...fields, ...credentials, ...workflows].every(
    ({ outcome }) => outcome === "same" || outcome === "kept" || outcome === "left",
  );

/** To where there is something left to do. */
function Next({ report }: { report: ImportReport }) {
  const t = useT();
  const own = useFocusOnArrival<HTMLAnchorElement>();
  const secrets = report.credentials.some(({ needsSecret }) => needsSecret);
  return (
    <Button ref={own} component={Link} to={secrets ? "/credentials" : "/workflows"} data-testid="import-next">
      {t(secrets ? "nav.credentials" : "nav.workflows")}
    </Button>
  );
}
