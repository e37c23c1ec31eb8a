import { useState, type FormEvent } from "react";
import { Button, Drawer, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { WorkflowListItem } from "@leeway/api";
import { useAssignLabels, useCreateLabel, useLabels } from "../api/labels.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { LabelRow } from "./label-row.js";

interface LabelsDrawerProps {
  /** Whose labels are chosen; it stays as it is where nothing is. */
  workflow: Pick<WorkflowListItem, "id" | "name" | "labels">;
  opened: boolean;
  onClose: () => void;
}

/** The labels of a workflow, and at the same place all there are: to add, rename, colour and delete. */
export function LabelsDrawer({ workflow, opened, onClose }: LabelsDrawerProps) {
  const t = useT();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={420}
      title={t("labels.of", { name: workflow.name })}
      closeButtonProps={{ "aria-label": t("common.close") }}
      styles={{ title: { fontWeight: 600 } }}
    >
      {opened && <Labels workflow={workflow} />}
    </Drawer>
  );
}

function Labels({ workflow: { id: workflowId, labels: own } }: Pick<LabelsDrawerProps, "workflow">) {
  const t = useT();
  const list = useLabels();
  const create = useCreateLabel();
  const assign = useAssignLabels();
  const [name, setName] = useState("");
  const chosen = own.map(({ id }) => id);
  const onError = (error: unknown) => sayError(error, t);
  const set = (labels: string[]) => assign.mutate({ workflowId, labels }, { onError });
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    create.mutate(name.trim(), {
      onSuccess: ({ id }) => {
        setName("");
        set([...chosen, id]);
      },
      onError,
    });
  };
  return (
    <Stack>
      <form onSubmit={add}>
        <Group align="flex-end" gap="xs">
          <TextInput
            flex={1}
            label={t("labels.new")}
            placeholder={t("labels.placeholder")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={40}
            data-autofocus
          />
          <Button
            type="submit"
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            disabled={name.trim() === ""}
            loading={create.isPending}
          >
            {t("labels.add")}
          </Button>
        </Group>
      </form>
      {list.isPending && <Waiting rows={3} />}
      {list.error && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("labels.empty")}
        </Text>
      )}
      <Stack gap={4}>
        {list.data?.map((label) => (
          <LabelRow
            key={label.id}
            label={label}
            checked={chosen.includes(label.id)}
            onCheck={(checked) => set(checked ? [...chosen, label.id] : chosen.filter((id) => id !== label.id))}
          />
        ))}
      </Stack>
    </Stack>
  );
}
