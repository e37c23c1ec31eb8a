import { useState } from "react";
import { Button, Group, Select, Stack } from "@mantine/core";
import { IconChecks, IconZoomQuestion } from "@tabler/icons-react";
import { useSearchParams } from "react-router";
import { attentionKinds, type AttentionEntry } from "@leeway/api";
import { useAttention, type AttentionFilter } from "../api/attention.js";
import { useWorkflows } from "../api/workflows.js";
import { useT } from "../ui/language.js";
import { Page } from "../ui/page.js";
import { Empty, Failed, Waiting } from "../ui/states.js";
import { AnswerBar } from "./answer-bar.js";
import { Entry } from "./entry.js";

const idOf = ({ runId, key }: AttentionEntry) => `${runId} ${key}`;

/** All that waits for a person, newest first; the filter lives in the address. */
export default function AttentionPage() {
  const t = useT();
  const [query, setQuery] = useSearchParams();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const filter = filterOf(query);
  const waiting = useAttention(filter);
  const items = waiting.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = filter.workflowId !== undefined || filter.kind !== undefined;
  const set = (name: "workflow" | "kind", value: string | null) => {
    setChosen(new Set());
    setQuery(
      (old) => {
        const next = new URLSearchParams(old);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  };
  const choose = (id: string, on: boolean) =>
    setChosen((old) => new Set(on ? [...old, id] : [...old].filter((one) => one !== id)));
  return (
    <Page title={t("attention.title")} text={t("attention.text")}>
      <Stack>
        {(items.length > 0 || filtered) && <Filters filter={filter} onChange={set} />}
        {waiting.isPending && <Waiting rows={4} />}
        {waiting.error && <Failed error={waiting.error} again={() => void waiting.refetch()} />}
        {waiting.isSuccess && items.length === 0 && <Nothing filtered={filtered} onClear={() => setQuery({})} />}
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
        {waiting.hasNextPage && (
          <Button variant="default" onClick={() => void waiting.fetchNextPage()} loading={waiting.isFetchingNextPage}>
            {t("common.more")}
          </Button>
        )}
      </Stack>
    </Page>
  );
}

function filterOf(query: URLSearchParams): AttentionFilter {
  const workflowId = query.get("workflow");
  const kind = attentionKinds.find((one) => one === query.get("kind"));
  return { ...(workflowId && { workflowId }), ...(kind && { kind }) };
}

interface FiltersProps {
  filter: AttentionFilter;
  onChange: (name: "workflow" | "kind", value: string | null) => void;
}

function Filters({ filter, onChange }: FiltersProps) {
  const t = useT();
  const workflows = useWorkflows();
  const known = workflows.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Group gap="sm">
      <Select
        aria-label={t("runs.filter.workflow")}
        placeholder={t("runs.filter.workflow.all")}
        data={known.map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.workflowId ?? null}
        onChange={(value) => onChange("workflow", value)}
        clearable
        searchable
        w={{ base: "100%", xs: 280 }}
      />
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
