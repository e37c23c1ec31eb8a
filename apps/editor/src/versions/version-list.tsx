import type { ReactNode } from "react";
import { ActionIcon, Badge, Group, Stack, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { IconRestore } from "@tabler/icons-react";
import type { WorkflowVersion } from "@leeway/api";
import { useEditor } from "../document/store.js";
import { Allowed } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import css from "./versions.module.css";

interface VersionListProps {
  versions: readonly WorkflowVersion[];
  shown: string;
  draft: string;
  onShow: (id: string) => void;
  onRestore: (version: number) => void;
}

/** The draft and below it every version, newest first: who published it when, and which one is live; of a kept draft, who took its place. */
export function VersionList({ versions, shown, draft, onShow, onRestore }: VersionListProps) {
  const t = useT();
  const updatedAt = useEditor(({ workflow }) => workflow?.updatedAt);
  return (
    <Stack gap={2} p={8} component="nav" aria-label={t("editor.versions")}>
      <div className={css.row} data-shown={shown === draft || undefined}>
        <Pick id={draft} shown={shown} onShow={onShow} title={t("editor.draft")}>
          {updatedAt !== undefined && <Moment at={updatedAt} size="xs" c="dimmed" />}
        </Pick>
      </div>
      {versions.map(({ version, publishedAt, publishedBy, current, keptDraft }) => {
        const label = t("versions.restore", { version });
        return (
          <div
            key={version}
            className={css.row}
            data-shown={shown === String(version) || undefined}
            data-testid={`version-${version}`}
          >
            <Pick
              id={String(version)}
              shown={shown}
              onShow={onShow}
              title={t("editor.versions.name", { version })}
              live={current}
            >
              {keptDraft && (
                <Text component="span" size="xs" display="block">
                  {t("versions.keptDraft")}
                </Text>
              )}
              <Text component="span" size="xs" c="dimmed" truncate display="block">
                <Moment at={publishedAt} />
                {publishedBy === null ? "" : ` · ${publishedBy || t("team.gone")}`}
              </Text>
            </Pick>
            <Allowed to="workflows.edit">
              <Tooltip label={label}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={label}
                  data-testid={`restore-${version}`}
                  onClick={() => onRestore(version)}
                >
                  <IconRestore size={18} aria-hidden />
                </ActionIcon>
              </Tooltip>
            </Allowed>
          </div>
        );
      })}
      <Text size="xs" c="dimmed" p={8}>
        {t("editor.versions.text")}
      </Text>
    </Stack>
  );
}

interface PickProps {
  id: string;
  shown: string;
  onShow: (id: string) => void;
  title: string;
  live?: boolean;
  children: ReactNode;
}

function Pick({ id, shown, onShow, title, live = false, children }: PickProps) {
  const t = useT();
  return (
    <UnstyledButton className={css.pick} onClick={() => onShow(id)} aria-current={id === shown || undefined}>
      <Group gap="xs">
        <Text component="span" size="sm" fw={600}>
          {title}
        </Text>
        {live && (
          <Badge size="sm" color="teal">
            {t("editor.versions.live")}
          </Badge>
        )}
      </Group>
      {children}
    </UnstyledButton>
  );
}
