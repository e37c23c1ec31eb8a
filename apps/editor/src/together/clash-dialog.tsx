import { useMemo, useState } from "react";
import { Badge, Button, Group, Radio, ScrollArea, SimpleGrid, Stack, Text } from "@mantine/core";
import type { Workflow } from "@leeway/api";
import { mergeDocuments, type Conflict, type Side } from "@leeway/engine";
import { useCatalogue } from "../document/catalogue.js";
import { saveDraft } from "../document/saving.js";
import { useEditor } from "../document/store.js";
import { Dialog } from "../ui/dialog.js";
import { useT } from "../ui/language.js";
import { Pieces } from "../versions/text-change.js";
import { useWordsOf } from "../versions/use-telling.js";
import type { Piece } from "../versions/value-pieces.js";
import { clashRows, type ClashRow } from "./clash-words.js";
import css from "./together.module.css";
import { useKeepAsNew } from "./use-keep-as-new.js";

/** What has to be chosen between the draft on the screen and what others have saved. */
export function useClashes(clash: Workflow): readonly Conflict[] {
  const base = useEditor(({ workflow }) => workflow?.document);
  const mine = useEditor((state) => state.document);
  const catalogue = useCatalogue();
  return useMemo(
    () => (base ? mergeDocuments({ base, mine, theirs: clash.document }, catalogue).conflicts : []),
    [base, mine, clash, catalogue],
  );
}

/** A choice is about these two values: where one of them changes, it has to be made anew. */
const choiceKey = (conflict: Conflict): string => JSON.stringify(conflict);

interface ClashDialogProps {
  clash: Workflow;
  who: string;
  conflicts: readonly Conflict[];
  onClose: () => void;
}

/** Field by field: mine or theirs. Nothing is saved before everything is chosen. */
export function ClashDialog({ clash, who, conflicts, onClose }: ClashDialogProps) {
  const t = useT();
  const mine = useEditor((state) => state.document);
  // Steps are called as they are on the screen.
  const words = useWordsOf(mine, clash.document, mine);
  const rows = useMemo(() => clashRows(conflicts, words, who), [conflicts, words, who]);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map());
  const keepAsNew = useKeepAsNew();
  const sideOf = ({ conflict }: Pick<ClashRow, "conflict">) => chosen.get(choiceKey(conflict));
  const left = rows.filter((row) => sideOf(row) === undefined).length;
  const chooseAll = (side: Side) => setChosen(new Map(rows.map(({ conflict }) => [choiceKey(conflict), side])));
  const save = () => {
    useEditor.getState().takeIn(clash, { choose: (conflict) => chosen.get(choiceKey(conflict)) ?? "mine" });
    onClose();
    void saveDraft().catch(() => undefined);
  };
  return (
    <Dialog onClose={onClose} size="xl" title={t("clash.title")}>
      <Stack gap="md" data-testid="clash-dialog">
        <Group justify="space-between">
          <Text size="sm">{t("clash.text")}</Text>
          {rows.length > 1 && (
            <Group gap="xs">
              <Button size="xs" variant="default" data-testid="clash-all-mine" onClick={() => chooseAll("mine")}>
                {t("clash.allMine")}
              </Button>
              <Button size="xs" variant="default" data-testid="clash-all-theirs" onClick={() => chooseAll("theirs")}>
                {t("clash.allTheirs")}
              </Button>
            </Group>
          )}
        </Group>
        <ScrollArea.Autosize mah="52vh" type="auto" offsetScrollbars="present">
          <Stack gap="lg">
            {rows.map((row) => (
              <Choice
                key={row.key}
                row={row}
                who={who}
                side={sideOf(row)}
                onChoose={(side) => setChosen(new Map(chosen).set(choiceKey(row.conflict), side))}
              />
            ))}
          </Stack>
        </ScrollArea.Autosize>
        <Group justify="space-between">
          <Button
            variant="subtle"
            color="gray"
            loading={keepAsNew.busy}
            onClick={keepAsNew.keep}
            data-testid="clash-copy"
          >
            {t("clash.copy")}
          </Button>
          <Group gap="xs">
            {left > 0 && (
              <Text size="sm" c="dimmed" role="status">
                {t("clash.left", { count: left })}
              </Text>
            )}
            <Button variant="default" data-autofocus onClick={onClose}>
              {t("clash.later")}
            </Button>
            <Button disabled={left > 0} onClick={save} data-testid="clash-save">
              {t("clash.done")}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Dialog>
  );
}

interface ChoiceProps {
  row: ClashRow;
  who: string;
  side: Side | undefined;
  onChoose: (side: Side) => void;
}

function Choice({ row, who, side, onChoose }: ChoiceProps) {
  const t = useT();
  const { subject, title, help } = row;
  return (
    <Radio.Group
      value={side ?? null}
      onChange={(value) => onChoose(value === "theirs" ? "theirs" : "mine")}
      label={[subject, title].filter(Boolean).join(" › ")}
      description={help}
      data-testid={`clash-${row.conflict.of.kind === "workflow" ? "workflow" : row.conflict.of.id}`}
    >
      <SimpleGrid cols={2} spacing="sm" mt="xs">
        <Way value="mine" name={t("clash.mine")} pieces={row.mine} chosen={side === "mine"} />
        <Way value="theirs" name={who} pieces={row.theirs} chosen={side === "theirs"} />
      </SimpleGrid>
    </Radio.Group>
  );
}

function Way({
  value,
  name,
  pieces,
  chosen,
}: {
  value: Side;
  name: string;
  pieces: Piece[] | undefined;
  chosen: boolean;
}) {
  const t = useT();
  return (
    <Radio.Card value={value} className={css.way ?? ""} data-chosen={chosen || undefined} data-testid={`way-${value}`}>
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <Radio.Indicator mt={2} />
        <Stack gap={4} miw={0}>
          <Badge color={value === "mine" ? "blue" : "grape"} fw={500}>
            {name}
          </Badge>
          <span className={css.value}>
            {pieces?.length ? (
              <Pieces pieces={pieces} />
            ) : (
              <Text span size="sm" c="dimmed">
                {t("clash.nothing")}
              </Text>
            )}
          </span>
        </Stack>
      </Group>
    </Radio.Card>
  );
}
