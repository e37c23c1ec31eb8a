import { Button, Stack } from "@mantine/core";
import { IconBroadcast } from "@tabler/icons-react";
import { Link } from "react-router";
import { useLeelooEvents } from "../api/events.js";
import { useNodeTypes } from "../api/workflows.js";
import { Allowed } from "../ui/allowed.js";
import { useMay } from "../api/permission.js";
import { useT } from "../ui/language.js";
import { More } from "../ui/more.js";
import { Page } from "../ui/page.js";
import { Empty, Failed, Waiting } from "../ui/states.js";
import { EventList } from "./event-list.js";
import { HubCard } from "./hub-card.js";
import { MissedOrders } from "./missed-orders.js";

/** What Leeloo sent, which workflows it started, and the address to which it sends. */
export default function EventsPage() {
  const t = useT();
  const events = useLeelooEvents();
  const connects = useMay()("addresses.view");
  const definitions = useNodeTypes().data ?? [];
  const items = events.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t("events.title")} text={t("events.text")}>
      <Allowed to="addresses.view">
        <HubCard />
      </Allowed>
      <MissedOrders />
      <Stack>
        {events.isPending && <Waiting rows={5} />}
        {events.error && <Failed error={events.error} again={() => void events.refetch()} />}
        {events.isSuccess && items.length === 0 && (
          <Empty
            icon={IconBroadcast}
            title={t("events.empty.title")}
            text={t(connects ? "events.empty.text" : "events.empty.look")}
          >
            <Button component={Link} to="/leeloo?tab=events" variant="default">
              {t("events.empty.button")}
            </Button>
          </Empty>
        )}
        {items.length > 0 && <EventList events={items} definitions={definitions} />}
        <More list={events} />
      </Stack>
    </Page>
  );
}
