import { useState } from "react";
import { ActionIcon, Checkbox, ColorSwatch, Group, Menu, TextInput, Tooltip } from "@mantine/core";
import { IconCheck, IconPencil, IconTrash } from "@tabler/icons-react";
import { labelColors, type LabelListItem } from "@leeway/api";
import { useChangeLabel, useDeleteLabel } from "../api/labels.js";
import { confirmLoss } from "../ui/confirm.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { LabelBadge } from "./label-badge.js";

interface LabelRowProps {
  label: LabelListItem;
  checked: boolean;
  onCheck: (checked: boolean) => void;
}

/** One label: whether the workflow has it, and what it is called and looks like everywhere. */
export function LabelRow({ label, checked, onCheck }: LabelRowProps) {
  const t = useT();
  const change = useChangeLabel();
  const remove = useDeleteLabel();
  const [name, setName] = useState<string>();
  const { id, workflows } = label;
  const onError = (error: unknown) => sayError(error, t);
  const rename = () => {
    const wanted = name?.trim() ?? "";
    if (wanted === "" || wanted === label.name) return setName(undefined);
    change.mutate({ id, name: wanted }, { onSuccess: () => setName(undefined), onError });
  };
  const askRemove = () =>
    confirmLoss(t, t("labels.delete.title", { name: label.name }), t("labels.delete.text", { count: workflows }), () =>
      remove.mutate(id, { onError }),
    );
  if (name !== undefined)
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rename();
        }}
      >
        <TextInput
          aria-label={t("labels.rename", { name: label.name })}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={rename}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            setName(undefined);
          }}
          maxLength={40}
          autoFocus
        />
      </form>
    );
  return (
    <Group gap={4} wrap="nowrap">
      <Checkbox
        flex={1}
        label={<LabelBadge label={label} />}
        checked={checked}
        onChange={(event) => onCheck(event.currentTarget.checked)}
        aria-label={label.name}
      />
      <ColorMenu label={label} onChoose={(color) => change.mutate({ id, color }, { onError })} />
      <Tooltip label={t("labels.rename", { name: label.name })}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("labels.rename", { name: label.name })}
          onClick={() => setName(label.name)}
        >
          <IconPencil size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("labels.delete", { name: label.name })}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("labels.delete", { name: label.name })}
          onClick={askRemove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

interface ColorMenuProps {
  label: LabelListItem;
  onChoose: (color: LabelListItem["color"]) => void;
}

function ColorMenu({ label, onChoose }: ColorMenuProps) {
  const t = useT();
  const swatch = (color: string) => <ColorSwatch color={`var(--mantine-color-${color}-6)`} size={16} aria-hidden />;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("labels.color", { name: label.name })}>
          {swatch(label.color)}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {labelColors.map((color) => (
          <Menu.Item
            key={color}
            leftSection={swatch(color)}
            rightSection={color === label.color && <IconCheck size={14} aria-hidden />}
            onClick={() => onChoose(color)}
          >
            {t(`labels.color.${color}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
