import { Button, Stack } from "@mantine/core";
import { IconHistory, IconHistoryOff } from "@tabler/icons-react";
import { Link } from "react-router";
import type { RunFilter } from "../api/run-filter.js";
import { useRuns } from "../api/runs.js";
import { StopButton } from "../brakes/stop-button.js";
import { useFilter } from "../ui/filter.js";
import { useT } from "../ui/language.js";
import { More } from "../ui/more.js";
import { Page } from "../ui/page.js";
import { Empty, Failed, Waiting } from "../ui/states.js";
import { BulkBar } from "./bulk-bar.js";
import { SearchNote } from "./search-note.js";
import { SearchField } from "./search-field.js";
import { useFreshRuns } from "./fresh-runs.js";
import { filterIn, RunFilters, type FilterName } from "./run-filters.js";
import { RunList } from "./run-list.js";

/** Every run of the workspace, newest first; the filter lives in the address. */
export default function RunsPage() {
  const t = useT();
  const address = useFilter<FilterName>();
  const filter = filterIn(address);
  const runs = useRuns(filter);
  useFreshRuns(filter.workflowId);
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  const search = runs.data?.pages[0]?.search;
  const filtered = Object.keys(filter).length > 0 || address.value("time") !== null;
  return (
    <Page title={t("runs.title")} text={t("runs.text")} button={<StopButton workflowId={filter.workflowId ?? null} />}>
      <Stack>
        {(items.length > 0 || filtered) && (
          <>
            <SearchField value={filter.q ?? ""} onChange={(q) => address.set({ q })} />
            <RunFilters filter={filter} address={address} />
          </>
        )}
        {search && <SearchNote search={search} />}
        <BulkBar key={JSON.stringify(filter)} filter={filter} none={items.length === 0} />
        {runs.isPending && <Waiting rows={6} />}
        {runs.error && <Failed error={runs.error} again={() => void runs.refetch()} />}
        {runs.isSuccess && items.length === 0 && (
          <Nothing filter={filter} filtered={filtered} onClear={address.clear} />
        )}
        {items.length > 0 && <RunList runs={items} />}
        <More list={runs} />
      </Stack>
    </Page>
  );
}

interface NothingProps {
  filter: RunFilter;
  filtered: boolean;
  onClear: () => void;
}

function Nothing({ filter, filtered, onClear }: NothingProps) {
  const t = useT();
  return filtered ? (
    <Empty
      icon={IconHistoryOff}
      title={t("runs.none.title")}
      text={t(filter.q === undefined ? "runs.none.text" : "runs.search.none")}
    >
      <Button variant="default" onClick={onClear}>
        {t("runs.filter.clear")}
      </Button>
    </Empty>
  ) : (
    <Empty icon={IconHistory} title={t("runs.empty.title")} text={t("runs.empty.text")}>
      <Button component={Link} to="/workflows">
        {t("runs.empty.button")}
      </Button>
    </Empty>
  );
}
