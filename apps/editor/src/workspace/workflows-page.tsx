import { lazy, Suspense, useRef, useState } from "react";
import { Button, FileButton, Group, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconPlus, IconSearch, IconSitemap, IconTemplate, IconUpload } from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import type { WorkflowListItem } from "@leeway/api";
import type { WorkflowDocument } from "@leeway/engine";
import { useWorkflows, useCreateWorkflow } from "../api/workflows.js";
import { LabelFilter } from "../labels/label-filter.js";
import { ImportDrop } from "../templates/import-drop.js";
import { useImportFile } from "../templates/use-import.js";
import { useMay } from "../api/permission.js";
import { WhoMay } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { More } from "../ui/more.js";
import { Page } from "../ui/page.js";
import { sayError } from "../ui/said.js";
import { Empty, Failed, Waiting } from "../ui/states.js";
import { WorkflowRow } from "./workflow-row.js";

const Gallery = lazy(() => import("../templates/gallery.js"));

export function WorkflowsPage() {
  const t = useT();
  const builds = useMay()("workflows.edit");
  const [query, setQuery] = useState("");
  const [label, setLabel] = useState<string>();
  const list = useWorkflows(query.trim() !== "" || label !== undefined);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const wanted = items.filter(
    ({ name, labels }) =>
      name.toLowerCase().includes(query.trim().toLowerCase()) &&
      (label === undefined || labels.some(({ id }) => id === label)),
  );
  return (
    <ImportDrop>
      <Page title={t("workflows.title")} button={builds && items.length > 0 && <NewButtons gallery />}>
        {list.isPending && <Waiting />}
        {list.error && <Failed error={list.error} again={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && (
          <>
            <Empty icon={IconSitemap} title={t("workflows.empty.title")} text={t("workflows.empty.text")}>
              {builds && <NewButtons />}
            </Empty>
            {!builds && <WhoMay permission="workflows.edit" />}
            {builds && (
              <>
                <Title order={2} mb="md">
                  {t("templates.title")}
                </Title>
                <Suspense fallback={<Waiting />}>
                  <Gallery />
                </Suspense>
              </>
            )}
          </>
        )}
        {items.length > 0 && (
          <Stack>
            {items.length > 5 && (
              <TextInput
                aria-label={t("workflows.filter")}
                placeholder={t("workflows.filter")}
                leftSection={<IconSearch size={16} aria-hidden />}
                value={query}
                onChange={(event) => setQuery(event.currentTarget.value)}
                maw={360}
              />
            )}
            <LabelFilter value={label} onChange={setLabel} />
            {wanted.length === 0 ? (
              <Text c="dimmed">{query.trim() ? t("workflows.none", { query }) : t("workflows.noneLabelled")}</Text>
            ) : (
              <WorkflowTable items={wanted} />
            )}
            <More list={list} />
          </Stack>
        )}
      </Page>
    </ImportDrop>
  );
}

/** `gallery`: the way to it, where it is not on the page. */
function NewButtons({ gallery = false }: { gallery?: boolean }) {
  const t = useT();
  const navigate = useNavigate();
  const create = useCreateWorkflow();
  const importing = useImportFile();
  const forget = useRef<() => void>(null);
  const empty: WorkflowDocument = {
    schemaVersion: 1,
    name: t("workflows.newName"),
    nodes: [],
    edges: [],
    notes: [],
    settings: {},
  };
  return (
    <Group gap="xs">
      <FileButton
        resetRef={forget}
        onChange={(file) => {
          importing.take(file);
          // The same file, mended, can be taken again.
          forget.current?.();
        }}
        accept="application/json,.json"
      >
        {(props) => (
          <Button
            variant="default"
            leftSection={<IconUpload size={16} aria-hidden />}
            loading={importing.pending}
            {...props}
          >
            {t("workflows.import")}
          </Button>
        )}
      </FileButton>
      {gallery && (
        <Button
          component={Link}
          to="/workflows/templates"
          variant="default"
          leftSection={<IconTemplate size={16} aria-hidden />}
        >
          {t("templates.from")}
        </Button>
      )}
      <Button
        leftSection={<IconPlus size={16} aria-hidden />}
        loading={create.isPending}
        onClick={() =>
          create.mutate(empty, {
            onSuccess: ({ id }) => void navigate(`/workflows/${id}`),
            onError: (error) => sayError(error, t),
          })
        }
      >
        {t("workflows.new")}
      </Button>
    </Group>
  );
}

function WorkflowTable({ items }: { items: WorkflowListItem[] }) {
  const t = useT();
  const narrow = useMediaQuery("(max-width: 48em)");
  return (
    <Table.ScrollContainer minWidth={280}>
      <Table verticalSpacing="sm" highlightOnHover aria-label={t("workflows.title")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("common.name")}</Table.Th>
            {!narrow && (
              <>
                <Table.Th>{t("workflows.state")}</Table.Th>
                <Table.Th>{t("workflows.lastRun")}</Table.Th>
                <Table.Th>{t("workflows.changed")}</Table.Th>
              </>
            )}
            <Table.Th aria-label={t("credentials.actions")} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <WorkflowRow key={item.id} item={item} narrow={narrow} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
