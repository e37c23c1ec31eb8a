import { useState, type MouseEvent } from "react";
import { ActionIcon, Anchor, Badge, Group, Menu, Stack, Table, Text } from "@mantine/core";
import { IconAlertTriangle, IconCopy, IconDots, IconDownload, IconTag, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import type { WorkflowListItem } from "@leeway/api";
import type { RunStatus } from "@leeway/engine";
import { useAssignLabels } from "../api/labels.js";
import { exportWorkflow, getWorkflow, useCreateWorkflow, useDeleteWorkflow } from "../api/workflows.js";
import { downloadJson } from "../ui/download.js";
import { confirmLoss } from "../ui/confirm.js";
import { useAskDelete } from "../usage/ask-delete.js";
import { Allowed } from "../ui/allowed.js";
import { LabelBadge } from "../labels/label-badge.js";
import { LabelsDrawer } from "../labels/labels-drawer.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { sayDone, sayError } from "../ui/said.js";
import { StatusBadge } from "../ui/status.js";

/** Links and menus inside a row that is a link itself. */
const alone = { onClick: (event: MouseEvent) => event.stopPropagation() };

/** A workflow in the list. On a phone its states stand below its name. */
export function WorkflowRow({ item, narrow }: { item: WorkflowListItem; narrow: boolean }) {
  const t = useT();
  const navigate = useNavigate();
  const address = `/workflows/${item.id}`;
  return (
    <Table.Tr style={{ cursor: "pointer" }} onClick={() => void navigate(address)}>
      <Table.Td>
        <Anchor
          component={Link}
          to={address}
          className="leeway-name"
          lineClamp={2}
          title={item.name}
          fw={600}
          c="var(--mantine-color-text)"
          {...alone}
        >
          {item.name}
        </Anchor>
        <Group gap={6} mt={2}>
          <Text size="sm" c="dimmed" mr={4}>
            {t("workflows.steps", { count: item.nodeTypes.length })}
          </Text>
          {item.labels.map((label) => (
            <LabelBadge key={label.id} label={label} />
          ))}
        </Group>
        {narrow && (
          <Stack gap={6} mt={6} align="flex-start">
            <State item={item} />
            <LastRun item={item} />
          </Stack>
        )}
      </Table.Td>
      {!narrow && (
        <>
          <Table.Td>
            <State item={item} />
          </Table.Td>
          <Table.Td>
            <LastRun item={item} />
          </Table.Td>
          <Table.Td style={{ whiteSpace: "nowrap" }}>
            <Moment at={item.updatedAt} size="sm" />
          </Table.Td>
        </>
      )}
      <Table.Td w={48} {...alone}>
        <RowMenu item={item} />
      </Table.Td>
    </Table.Tr>
  );
}

function State({ item }: { item: WorkflowListItem }) {
  const t = useT();
  return (
    <Group gap={6}>
      <PublishedBadge published={item.published} revision={item.revision} />
      {item.problems > 0 && (
        <Badge
          color="orange"
          miw="fit-content"
          leftSection={<IconAlertTriangle size={14} aria-hidden />}
          styles={whole}
        >
          {t("workflows.problems", { count: item.problems })}
        </Badge>
      )}
    </Group>
  );
}

function LastRun({ item: { lastRun } }: { item: WorkflowListItem }) {
  const t = useT();
  if (!lastRun) {
    return (
      <Text size="sm" c="dimmed">
        {t("workflows.noRuns")}
      </Text>
    );
  }
  return (
    <Group gap={8}>
      <Anchor component={Link} to={`/runs/${lastRun.id}`} underline="never" {...alone}>
        <StatusBadge status={lastRun.status as RunStatus} />
      </Anchor>
      <Moment at={lastRun.startedAt} size="sm" c="dimmed" />
    </Group>
  );
}

/** A state is shown whole: what is hidden counts nothing when the column finds its width. */
const whole = { label: { overflow: "visible" } };

/** Draft, published, or published with newer changes that wait. */
function PublishedBadge({ published, revision }: { published: { revision: number } | null; revision: number }) {
  const t = useT();
  const word = published
    ? published.revision === revision
      ? "workflows.published"
      : "workflows.publishedChanged"
    : "workflows.draft";
  return (
    <Badge color={published ? "teal" : "gray"} miw="fit-content" styles={whole} title={t(word)}>
      {t(word)}
    </Badge>
  );
}

function RowMenu({ item }: { item: WorkflowListItem }) {
  const t = useT();
  const create = useCreateWorkflow();
  const assign = useAssignLabels();
  const remove = useDeleteWorkflow();
  const [labels, setLabels] = useState(false);
  const failed = (error: unknown) => sayError(error, t);
  const duplicate = async () => {
    const { document } = await getWorkflow(item.id);
    const copy = await create.mutateAsync({ ...document, name: t("workflows.copyName", { name: item.name }) });
    if (item.labels.length > 0)
      await assign.mutateAsync({ workflowId: copy.id, labels: item.labels.map((label) => label.id) });
  };
  const ask = useAskDelete();
  const { id, name } = item;
  const onYes = () =>
    remove.mutate(id, { onSuccess: () => sayDone(t("workflows.deleted", { name })), onError: failed });
  const title = t("workflows.delete.title", { name });
  const unused = () => confirmLoss(t, title, t("workflows.delete.text"), onYes);
  const askDelete = () => void ask({ kind: "workflows", id, name, title, unused, onYes });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t("common.actions", { name: item.name })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Allowed to="workflows.edit">
            <Menu.Item leftSection={<IconTag size={16} aria-hidden />} onClick={() => setLabels(true)}>
              {t("labels.open")}
            </Menu.Item>
            <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void duplicate().catch(failed)}>
              {t("workflows.duplicate")}
            </Menu.Item>
          </Allowed>
          <Menu.Item
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => void download(item.id, item.name).catch(failed)}
          >
            {t("workflows.export")}
          </Menu.Item>
          <Allowed to="workflows.delete">
            <Menu.Item
              c="var(--mantine-color-error)"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={askDelete}
            >
              {t("common.delete")}
            </Menu.Item>
          </Allowed>
        </Menu.Dropdown>
      </Menu>
      <LabelsDrawer workflow={item} opened={labels} onClose={() => setLabels(false)} />
    </>
  );
}

/** The workflow as a document without secrets. */
async function download(id: string, name: string): Promise<void> {
  downloadJson(name, await exportWorkflow(id));
}
