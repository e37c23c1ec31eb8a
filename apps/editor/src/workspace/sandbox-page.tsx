import { Badge, Button, Group, Tabs, Text } from "@mantine/core";
import { IconTestPipe, IconTestPipeOff, IconTrash } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import type { SandboxState } from "@leeway/api";
import type { NodeDefinition } from "@leeway/engine";
import { ApiProblem } from "../api/http.js";
import { useNodeTypes } from "../api/workflows.js";
import { useForgetSandbox, useSandboxEvents, useSandboxRequests, useSandboxState } from "../api/sandbox.js";
import type { MessageId } from "../messages/catalogue.js";
import { Messages, Orders, People, Tags } from "../sandbox/contents.js";
import { Deliveries } from "../sandbox/deliveries.js";
import { FaultButton } from "../sandbox/fault-button.js";
import { HappeningButton } from "../sandbox/happening-button.js";
import { RequestList } from "../sandbox/request-list.js";
import { WaitingFaults } from "../sandbox/waiting-faults.js";
import { confirmLoss } from "../ui/confirm.js";
import { Allowed } from "../ui/allowed.js";
import { useMay } from "../api/permission.js";
import { useT } from "../ui/language.js";
import { Page } from "../ui/page.js";
import { sayDone, sayError } from "../ui/said.js";
import { Empty, Failed, Waiting } from "../ui/states.js";

const contents = { people: People, orders: Orders, messages: Messages, tags: Tags };
type Content = keyof typeof contents;
const order: readonly Content[] = ["people", "orders", "messages", "tags"];

/** The built-in Leeloo: what reached it, what it told, what it holds, and how to make things happen or fail in it. */
export default function SandboxPage() {
  const t = useT();
  const may = useMay();
  const requests = useSandboxRequests();
  const state = useSandboxState();
  const events = useSandboxEvents();
  const types = useNodeTypes().data ?? [];
  const [query, setQuery] = useSearchParams();
  const tab = ["events", ...order].find((one) => one === query.get("tab")) ?? "requests";
  const off = requests.error instanceof ApiProblem && requests.error.code === "notFound";
  if (off)
    return (
      <Page title={t("sandbox.title")}>
        <Empty icon={IconTestPipeOff} title={t("sandbox.off.title")} text={t("sandbox.off.text")} />
      </Page>
    );
  const buttons = may("sandbox.use") && <Buttons definitions={types} state={state.data} target={events.data?.target} />;
  return (
    <Page title={t("sandbox.title")} text={t("sandbox.text")} button={buttons}>
      <WaitingFaults definitions={types} />
      <Tabs
        value={tab}
        onChange={(value) => setQuery(value && value !== "requests" ? { tab: value } : {}, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tab value="requests" word="sandbox.requests" count={requests.data?.length} />
          <Allowed to="addresses.view">
            <Tab value="events" word="sandbox.events" count={events.data?.deliveries.length} />
          </Allowed>
          {order.map((one) => (
            <Tab
              key={one}
              value={one}
              word={one === "tags" ? "sandbox.setup" : `sandbox.${one}`}
              count={state.data?.[one].length}
            />
          ))}
        </Tabs.List>
        <Tabs.Panel value="requests">
          <Loaded query={requests}>
            {(items) => (items.length === 0 ? <NothingYet /> : <RequestList items={items} definitions={types} />)}
          </Loaded>
        </Tabs.Panel>
        <Tabs.Panel value="events">
          <Loaded query={events}>{(data) => <Deliveries events={data} />}</Loaded>
        </Tabs.Panel>
        {order.map((one) => (
          <Tabs.Panel key={one} value={one}>
            <Loaded query={state}>{(data) => <Content kind={one} state={data} />}</Loaded>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}

/** Rows to come, what went wrong, or what came. */
function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => React.ReactNode }) {
  if (query.data !== undefined)
    return (
      <>
        {query.error && <Failed error={query.error} again={() => void query.refetch()} />}
        {children(query.data)}
      </>
    );
  return query.error ? <Failed error={query.error} again={() => void query.refetch()} /> : <Waiting />;
}

function Content({ kind, state }: { kind: Content; state: SandboxState }) {
  const Rows = contents[kind];
  return <Rows state={state} />;
}

function Tab({ value, word, count }: { value: string; word: MessageId; count: number | undefined }) {
  const t = useT();
  return (
    <Tabs.Tab value={value} data-testid={`sandbox-tab-${value}`}>
      <Group gap={6} wrap="nowrap">
        <Text size="sm" span>
          {t(word)}
        </Text>
        {count !== undefined && (
          <Badge variant="default" size="sm" data-testid={`sandbox-count-${value}`}>
            {count}
          </Badge>
        )}
      </Group>
    </Tabs.Tab>
  );
}

function NothingYet() {
  const t = useT();
  return (
    <Empty icon={IconTestPipe} title={t("sandbox.empty.title")} text={t("sandbox.empty.text")}>
      <Button component={Link} to="/workflows">
        {t("sandbox.empty.button")}
      </Button>
    </Empty>
  );
}

function Buttons({
  definitions,
  state,
  target,
}: {
  definitions: readonly NodeDefinition[];
  state: SandboxState | undefined;
  target: string | null | undefined;
}) {
  const t = useT();
  const forget = useForgetSandbox();
  const ask = () =>
    confirmLoss(
      t,
      t("sandbox.clear.title"),
      t("sandbox.clear.text"),
      () =>
        forget.mutate(undefined, {
          onSuccess: () => sayDone(t("sandbox.cleared")),
          onError: (error) => sayError(error, t),
        }),
      t("sandbox.clear"),
    );
  return (
    <Group gap="xs">
      <FaultButton definitions={definitions} />
      <Button
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        loading={forget.isPending}
        onClick={ask}
        data-testid="sandbox-clear"
      >
        {t("sandbox.clear")}
      </Button>
      {state && target !== undefined && <HappeningButton state={state} target={target} />}
    </Group>
  );
}
