import { useState } from "react";
import { Button, Group, Select, Stack } from "@mantine/core";
import { IconChecks, IconZoomQuestion } from "@tabler/icons-react";
import { attentionKinds, type AttentionEntry } from "@leeway/api";
import { useAttention, type AttentionFilter } from "../api/attention.js";
import { useFilter } from "../ui/filter.js";
import { useT } from "../ui/language.js";
import { More } from "../ui/more.js";
import { Page } from "../ui/page.js";
import { Empty, Failed, Waiting } from "../ui/states.js";
import { WorkflowFilter } from "../ui/workflow-filter.js";
import { AnswerBar } from "./answer-bar.js";
import { Entry } from "./entry.js";

const idOf = ({ runId, key }: AttentionEntry) => `${runId} ${key}`;

/** All that waits for a person, newest first; the filter lives in the address. */
export default function AttentionPage() {
  const t = useT();
  const inAddress = useFilter<"workflow" | "kind">();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const filter = filterOf(inAddress.value);
  const waiting = useAttention(filter);
  const items = waiting.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = filter.workflowId !== undefined || filter.kind !== undefined;
  const set = (name: "workflow" | "kind", value: string | null) => {
    setChosen(new Set());
    inAddress.set({ [name]: value });
  };
  const choose = (id: string, on: boolean) =>
    setChosen((old) => new Set(on ? [...old, id] : [...old].filter((one) => one !== id)));
  return (
    <Page title={t("attention.title")} text={t("attention.text")}>
      <Stack>
        {(items.length > 0 || filtered) && <Filters filter={filter} onChange={set} />}
        {waiting.isPending && <Waiting rows={4} />}
        {waiting.error && <Failed error={waiting.error} again={() => void waiting.refetch()} />}
        {waiting.isSuccess && items.length === 0 && <Nothing filtered={filtered} onClear={inAddress.clear} />}
        {items.length > 0 && (
          <>
            {(items.length > 1 || chosen.size > 0) && (
              <AnswerBar
                chosen={items.filter((item) => chosen.has(idOf(item)))}
                all={items.length}
                onAll={(on) => setChosen(new Set(on ? items.map(idOf) : []))}
                onDone={() => setChosen(new Set())}
              />
            )}
            <Stack component="ul" p={0} m={0} gap="sm" aria-label={t("attention.title")}>
              {items.map((item) => (
                <Entry
                  key={idOf(item)}
                  entry={item}
                  chosen={chosen.has(idOf(item))}
                  onChoose={(on) => choose(idOf(item), on)}
                />
              ))}
            </Stack>
          </>
        )}
        <More list={waiting} />
      </Stack>
    </Page>
  );
}

function filterOf(valueOf: (name: "workflow" | "kind") => string | null): AttentionFilter {
  const workflowId = valueOf("workflow");
  const kind = attentionKinds.find((one) => one === valueOf("kind"));
  return { ...(workflowId && { workflowId }), ...(kind && { kind }) };
}

interface FiltersProps {
  filter: AttentionFilter;
  onChange: (name: "workflow" | "kind", value: string | null) => void;
}

function Filters({ filter, onChange }: FiltersProps) {
  const t = useT();
  return (
    <Group gap="sm">
      <WorkflowFilter value={filter.workflowId} onChange={(value) => onChange("workflow", value)} />
      <Select
        aria-label={t("attention.filter.kind")}
        placeholder={t("attention.filter.all")}
        data={attentionKinds.map((value) => ({ value, label: t(`attention.kind.${value}`) }))}
        value={filter.kind ?? null}
        onChange={(value) => onChange("kind", value)}
        clearable
        w={{ base: "100%", xs: 240 }}
      />
    </Group>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const t = useT();
  return filtered ? (
    <Empty icon={IconZoomQuestion} title={t("attention.none.title")} text={t("attention.none.text")}>
      <Button variant="default" onClick={onClear}>
        {t("attention.none.button")}
      </Button>
    </Empty>
  ) : (
    <Empty icon={IconChecks} title={t("attention.empty.title")} text={t("attention.empty.text")} />
  );
}
