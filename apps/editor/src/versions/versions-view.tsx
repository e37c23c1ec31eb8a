import { useMemo, useState } from "react";
import { Alert, Button, Group, ScrollArea, Select, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconEqual } from "@tabler/icons-react";
import { Link, useParams, useSearchParams } from "react-router";
import type { WorkflowVersion } from "@leeway/api";
import { differenceOf, type WorkflowDocument } from "@leeway/engine";
import { useVersion, useVersions } from "../api/workflows.js";
import { CanvasProvider } from "../canvas/canvas-provider.js";
import { Sketch } from "../canvas/sketch.js";
import { useCatalogue } from "../document/catalogue.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import { Failed, Waiting } from "../ui/states.js";
import { DifferenceList } from "./difference-list.js";
import { together } from "./together.js";
import { useRestore } from "./use-restore.js";
import { useTelling } from "./use-telling.js";
import { VersionList } from "./version-list.js";
import css from "./versions.module.css";

/** The draft, or the number of a version, as it stands in the address. */
const DRAFT = "draft";

/** What was published when, what changed between any two of it, and the way back. */
export default function VersionsView() {
  const { id: workflowId = "" } = useParams();
  const t = useT();
  const versions = useVersions(workflowId, true);
  return (
    <div className={css.view} data-testid="versions">
      <header className={css.bar}>
        <Button
          component={Link}
          to={`/workflows/${workflowId}`}
          variant="subtle"
          color="gray"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          data-testid="versions-back"
        >
          {t("versions.back")}
        </Button>
        <Title order={1} size="h4">
          {t("editor.versions")}
        </Title>
      </header>
      {versions.isPending && (
        <div className={css.alone}>
          <Waiting />
        </div>
      )}
      {versions.error && (
        <div className={css.alone}>
          <Failed error={versions.error} again={() => void versions.refetch()} />
        </div>
      )}
      {versions.data?.items.length === 0 && <Text p="xl">{t("editor.versions.none")}</Text>}
      {versions.data && versions.data.items.length > 0 && (
        <Versions workflowId={workflowId} versions={versions.data.items} />
      )}
    </div>
  );
}

/** What a version is compared with unless somebody says otherwise: the draft with what is live, the others with the one before. */
function usualFrom(to: string, versions: readonly WorkflowVersion[]): string {
  const newest = versions[0]?.version ?? 0;
  const live = versions.find(({ current }) => current)?.version ?? newest;
  if (to === DRAFT) return String(live);
  const before = versions.find(({ version }) => version < Number(to))?.version;
  return before === undefined ? DRAFT : String(before);
}

function Versions({ workflowId, versions }: { workflowId: string; versions: readonly WorkflowVersion[] }) {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const known = (id: string | null) =>
    id === DRAFT || versions.some(({ version }) => String(version) === id) ? (id ?? undefined) : undefined;
  const to = known(search.get("to")) ?? DRAFT;
  const from = known(search.get("from")) ?? usualFrom(to, versions);
  const show = (next: { from: string; to: string }) => setSearch(next, { replace: true });
  const restore = useRestore(workflowId);
  const choices = [
    { value: DRAFT, label: t("editor.draft") },
    ...versions.map(({ version }) => ({ value: String(version), label: t("editor.versions.name", { version }) })),
  ];
  return (
    <div className={css.columns}>
      <ScrollArea className={css.list} type="auto">
        <VersionList
          versions={versions}
          shown={to}
          draft={DRAFT}
          onShow={(id) => show({ to: id, from: usualFrom(id, versions) })}
          onRestore={(version) => void restore(version)}
        />
      </ScrollArea>
      <div className={css.comparison}>
        <Group gap="xs" p="sm" className={css.pickers}>
          <Text size="sm">{t("versions.compare")}</Text>
          <Select
            aria-label={t("versions.older")}
            data={choices}
            value={from}
            allowDeselect={false}
            w={150}
            onChange={(value) => value && show({ from: value, to })}
          />
          <Text size="sm">{t("versions.with")}</Text>
          <Select
            aria-label={t("versions.newer")}
            data={choices}
            value={to}
            allowDeselect={false}
            w={150}
            onChange={(value) => value && show({ from, to: value })}
          />
        </Group>
        <Comparison workflowId={workflowId} from={from} to={to} />
      </div>
    </div>
  );
}

/** A version's document, or the draft's as it is on the screen. */
function useDocumentOf(workflowId: string, id: string) {
  const draft = useEditor(({ document }) => document);
  const version = useVersion(workflowId, id === DRAFT ? undefined : Number(id));
  return id === DRAFT ? { document: draft, error: null } : { document: version.data, error: version.error };
}

function Comparison({ workflowId, from, to }: { workflowId: string; from: string; to: string }) {
  const before = useDocumentOf(workflowId, from);
  const after = useDocumentOf(workflowId, to);
  const failed = before.error ?? after.error;
  if (failed) {
    return (
      <div className={css.alone}>
        <Failed error={failed} />
      </div>
    );
  }
  if (!before.document || !after.document) {
    return (
      <div className={css.alone}>
        <Waiting />
      </div>
    );
  }
  return <Compared key={`${from} ${to}`} before={before.document} after={after.document} />;
}

function Compared({ before, after }: { before: WorkflowDocument; after: WorkflowDocument }) {
  const t = useT();
  const catalogue = useCatalogue();
  const { chapters, same } = useTelling(before, after);
  const [shown, setShown] = useState<string>();
  const difference = useMemo(() => differenceOf(before, after, catalogue), [before, after, catalogue]);
  const both = useMemo(() => together(after, difference), [after, difference]);
  const find = (nodeId: string) => {
    setShown(nodeId);
    document.getElementById(`difference-${nodeId}`)?.scrollIntoView({ block: "nearest" });
  };
  return (
    <div className={css.both}>
      <div className={css.drawing}>
        <CanvasProvider>
          <Sketch document={both} difference={difference} shown={shown} onShow={find} />
        </CanvasProvider>
      </div>
      <ScrollArea className={css.told} type="auto">
        <Stack p="sm" gap="sm">
          {same ? (
            <Alert color="gray" variant="light" icon={<IconEqual aria-hidden />} title={t("difference.none")}>
              {t("difference.none.text")}
            </Alert>
          ) : (
            <DifferenceList chapters={chapters} shown={shown} onShow={setShown} />
          )}
        </Stack>
      </ScrollArea>
    </div>
  );
}
