import { Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconLink, IconNote, IconSettings, type Icon } from "@tabler/icons-react";
import { NodeIcon } from "../palette/node-icon.js";
import { useT } from "../ui/language.js";
import type { Chapter } from "./chapters.js";
import { ChangeMark } from "./change-mark.js";
import { TextChange } from "./text-change.js";
import css from "./difference.module.css";

interface DifferenceListProps {
  chapters: readonly Chapter[];
  /** Absent where there is no canvas to show it on. */
  onShow?: (nodeId: string) => void;
  shown?: string | undefined;
}

/** What changed, told step by step. */
export function DifferenceList({ chapters, onShow, shown }: DifferenceListProps) {
  return (
    <Stack gap="md" component="ol" className={css.list} data-testid="difference">
      {chapters.map((chapter) => (
        <li
          key={chapter.id}
          className={css.chapter}
          data-testid={`difference-${chapter.nodeId ?? chapter.id}`}
          data-kind={chapter.kind}
          data-shown={(shown !== undefined && chapter.nodeId === shown) || undefined}
          id={`difference-${chapter.nodeId ?? chapter.id}`}
        >
          <Head chapter={chapter} onShow={onShow} />
          {chapter.lines.length > 0 && (
            <dl className={css.lines}>
              {chapter.lines.map(({ id, title, before, after, whole }) => (
                <div key={id} className={css.line}>
                  <dt>{title}</dt>
                  {(before ?? after) && (
                    <dd>
                      <TextChange before={before} after={after} whole={whole} />
                    </dd>
                  )}
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </Stack>
  );
}

const signs: Readonly<Record<string, Icon>> = { settings: IconSettings, links: IconLink, notes: IconNote };

function Head({ chapter, onShow }: { chapter: Chapter; onShow: DifferenceListProps["onShow"] }) {
  const t = useT();
  const { nodeId, kind, title, within, icon, id } = chapter;
  const Sign = signs[id];
  const words = (
    <Group gap="xs" wrap="nowrap" flex={1} miw={0}>
      <span className={css.sign}>
        {Sign ? <Sign size={18} stroke={1.6} aria-hidden /> : <NodeIcon name={icon} size={18} />}
      </span>
      <span className={css.words}>
        <Text component="span" size="sm" fw={600} truncate>
          {title}
        </Text>
        {within !== undefined && (
          <Text component="span" size="xs" c="dimmed" truncate>
            {t("difference.within", { loop: within })}
          </Text>
        )}
      </span>
    </Group>
  );
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between">
      {nodeId !== undefined && onShow ? (
        <UnstyledButton
          className={css.show}
          onClick={() => onShow(nodeId)}
          title={t("difference.show", { name: title })}
        >
          {words}
        </UnstyledButton>
      ) : (
        words
      )}
      {nodeId !== undefined && <ChangeMark kind={kind} />}
    </Group>
  );
}
