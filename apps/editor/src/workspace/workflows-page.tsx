import { useState } from "react";
import {
  ActionIcon,
  Anchor,
  Badge,
  Button,
  FileButton,
  Group,
  Menu,
  Stack,
  Table,
  Text,
  TextInput,
} from "@mantine/core";
import {
  IconAlertTriangle,
  IconCopy,
  IconDots,
  IconDownload,
  IconPlus,
  IconSearch,
  IconSitemap,
  IconTrash,
  IconUpload,
} from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import type { WorkflowListItem } from "@leeway/api";
import type { RunStatus, WorkflowDocument } from "@leeway/engine";
import {
  exportWorkflow,
  getWorkflow,
  useCreateWorkflow,
  useDeleteWorkflow,
  useImportWorkflow,
  useWorkflows,
} from "../api/workflows.js";
import { confirmLoss } from "../ui/confirm.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { Page } from "../ui/page.js";
import { sayDone, sayError } from "../ui/said.js";
import { Empty, Failed, Waiting } from "../ui/states.js";
import { StatusBadge } from "../ui/status.js";

export function WorkflowsPage() {
  const t = useT();
  const list = useWorkflows();
  const [query, setQuery] = useState("");
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const wanted = items.filter(({ name }) => name.toLowerCase().includes(query.trim().toLowerCase()));
  return (
    <Page title={t("workflows.title")} button={items.length > 0 && <NewButtons />}>
      {list.isPending && <Waiting />}
      {list.error && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <Empty icon={IconSitemap} title={t("workflows.empty.title")} text={t("workflows.empty.text")}>
          <NewButtons />
        </Empty>
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
          {wanted.length === 0 ? (
            <Text c="dimmed">{t("workflows.none", { query })}</Text>
          ) : (
            <WorkflowTable items={wanted} />
          )}
          {list.hasNextPage && (
            <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
              {t("common.more")}
            </Button>
          )}
        </Stack>
      )}
    </Page>
  );
}

function NewButtons() {
  const t = useT();
  const navigate = useNavigate();
  const create = useCreateWorkflow();
  const importing = useImportWorkflow();
  const open = ({ id }: { id: string }) => void navigate(`/workflows/${id}`);
  const empty: WorkflowDocument = {
    schemaVersion: 1,
    name: t("workflows.newName"),
    nodes: [],
    edges: [],
    notes: [],
    settings: {},
  };
  const take = async (file: File | null) => {
    if (!file) return;
    try {
      open(await importing.mutateAsync(JSON.parse(await file.text())));
    } catch (error) {
      sayError(error instanceof SyntaxError ? new Error(t("workflows.import.bad")) : error, t);
    }
  };
  return (
    <Group gap="xs">
      <FileButton onChange={(file) => void take(file)} accept="application/json,.json">
        {(props) => (
          <Button
            variant="default"
            leftSection={<IconUpload size={16} aria-hidden />}
            loading={importing.isPending}
            {...props}
          >
            {t("workflows.import")}
          </Button>
        )}
      </FileButton>
      <Button
        leftSection={<IconPlus size={16} aria-hidden />}
        loading={create.isPending}
        onClick={() => create.mutate(empty, { onSuccess: open, onError: (error) => sayError(error, t) })}
      >
        {t("workflows.new")}
      </Button>
    </Group>
  );
}

function WorkflowTable({ items }: { items: WorkflowListItem[] }) {
  const t = useT();
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing="sm" highlightOnHover aria-label={t("workflows.title")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("common.name")}</Table.Th>
            <Table.Th>{t("workflows.state")}</Table.Th>
            <Table.Th>{t("workflows.lastRun")}</Table.Th>
            <Table.Th>{t("workflows.changed")}</Table.Th>
            <Table.Th aria-label={t("credentials.actions")} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Row key={item.id} item={item} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ item }: { item: WorkflowListItem }) {
  const t = useT();
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={`/workflows/${item.id}`} fw={600} c="var(--mantine-color-text)">
          {item.name}
        </Anchor>
        <Text size="sm" c="dimmed">
          {t("workflows.steps", { count: item.nodeTypes.length })}
        </Text>
      </Table.Td>
      <Table.Td>
        <Group gap={6}>
          <PublishedBadge published={item.published} revision={item.revision} />
          {item.problems > 0 && (
            <Badge
              variant="light"
              color="orange"
              tt="none"
              leftSection={<IconAlertTriangle size={14} aria-hidden />}
              styles={dark}
            >
              {t("workflows.problems", { count: item.problems })}
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>
        {item.lastRun ? (
          <Group gap={8}>
            <Anchor component={Link} to={`/runs/${item.lastRun.id}`} underline="never">
              <StatusBadge status={item.lastRun.status as RunStatus} />
            </Anchor>
            <Moment at={item.lastRun.startedAt} size="sm" c="dimmed" />
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            {t("workflows.noRuns")}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Moment at={item.updatedAt} size="sm" />
      </Table.Td>
      <Table.Td w={48}>
        <RowMenu item={item} />
      </Table.Td>
    </Table.Tr>
  );
}

const dark = { label: { color: "var(--mantine-color-text)" } };

/** Draft, published, or published with newer changes that wait. */
export function PublishedBadge({ published, revision }: { published: { revision: number } | null; revision: number }) {
  const t = useT();
  const word = published
    ? published.revision === revision
      ? "workflows.published"
      : "workflows.publishedChanged"
    : "workflows.draft";
  return (
    <Badge
      variant="light"
      color={published ? "teal" : "gray"}
      tt="none"
      miw="fit-content"
      styles={dark}
      title={t(word)}
    >
      {t(word)}
    </Badge>
  );
}

function RowMenu({ item }: { item: WorkflowListItem }) {
  const t = useT();
  const create = useCreateWorkflow();
  const remove = useDeleteWorkflow();
  const failed = (error: unknown) => sayError(error, t);
  const duplicate = async () => {
    const { document } = await getWorkflow(item.id);
    await create.mutateAsync({ ...document, name: t("workflows.copyName", { name: item.name }) });
  };
  const askDelete = () =>
    confirmLoss(t, t("workflows.delete.title", { name: item.name }), t("workflows.delete.text"), () =>
      remove.mutate(item.id, {
        onSuccess: () => sayDone(t("workflows.deleted", { name: item.name })),
        onError: failed,
      }),
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("common.actions", { name: item.name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void duplicate().catch(failed)}>
          {t("workflows.duplicate")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => void download(item.id, item.name).catch(failed)}
        >
          {t("workflows.export")}
        </Menu.Item>
        <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={16} aria-hidden />} onClick={askDelete}>
          {t("common.delete")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The workflow as a document without secrets. */
async function download(id: string, name: string): Promise<void> {
  const text = JSON.stringify(await exportWorkflow(id), null, 2);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `${name}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
