import { Suspense } from "react";
import { Box, Flex, Indicator, Menu, NavLink, Stack, Tooltip, UnstyledButton, Avatar, Text } from "@mantine/core";
import {
  IconBroadcast,
  IconDatabase,
  IconGauge,
  IconHistory,
  IconKey,
  IconLogout,
  IconSettings,
  IconUserCircle,
  IconSitemap,
  IconTestPipe,
  IconUserQuestion,
  IconUsers,
  type Icon,
} from "@tabler/icons-react";
import { Link, Outlet, useLocation } from "react-router";
import { FirstPasswordBanner } from "../account/first-password-banner.js";
import { BrakeBanner } from "../brakes/brake-banner.js";
import { RestoredBanner } from "../restored/restored-banner.js";
import type { Me } from "@leeway/api";
import { useSignOut } from "../api/account.js";
import { useAttentionCount } from "../api/attention.js";
import type { MessageId } from "../messages/catalogue.js";
import { forgetAllKept, isOwnKept } from "../document/kept-drafts.js";
import { saveDraft } from "../document/saving.js";
import { Boundary } from "../ui/boundary.js";
import { ask } from "../ui/confirm.js";
import { useT } from "../ui/language.js";
import { Switcher } from "../team/switcher.js";
import { WaitingPage } from "../ui/states.js";
import { sayError } from "../ui/said.js";
import css from "./shell.module.css";

const places: [string, MessageId, Icon][] = [
  ["/workflows", "nav.workflows", IconSitemap],
  ["/runs", "nav.runs", IconHistory],
  ["/attention", "nav.attention", IconUserQuestion],
  ["/events", "nav.events", IconBroadcast],
  ["/leeloo", "nav.sandbox", IconTestPipe],
  ["/data", "nav.data", IconDatabase],
  ["/credentials", "nav.credentials", IconKey],
  ["/limits", "nav.limits", IconGauge],
  ["/team", "nav.team", IconUsers],
  ["/settings", "nav.settings", IconSettings],
];

/** The narrow bar at the left, and the place. */
export function Shell({ me }: { me: Me }) {
  const t = useT();
  const { pathname } = useLocation();
  const waiting = useAttentionCount().data ?? 0;
  return (
    <Flex h="100%" className={css.shell}>
      <a className="leeway-skip" href="#content">
        {t("app.skip")}
      </a>
      <Stack component="nav" aria-label={t("nav.label")} className={css.bar} gap={4}>
        <Switcher workspace={me.workspace} workspaces={me.workspaces} />
        {places.map(([to, label, Sign]) => (
          <Tooltip key={to} label={t(label)} position="right" openDelay={400}>
            <NavLink
              component={Link}
              to={to}
              active={pathname.startsWith(to)}
              aria-current={pathname.startsWith(to) ? "page" : undefined}
              aria-label={to === "/attention" && waiting > 0 ? t("nav.attention.count", { count: waiting }) : t(label)}
              className={css.place}
              classNames={{ body: css.body, section: css.section }}
              leftSection={<Place sign={Sign} waiting={to === "/attention" ? waiting : 0} />}
              label={<span className={css.label}>{t(label)}</span>}
            />
          </Tooltip>
        ))}
        <Box flex={1} />
        <Account id={me.user.id} name={me.user.name} email={me.user.email} />
      </Stack>
      <Flex direction="column" flex={1} miw={0}>
        <RestoredBanner />
        <BrakeBanner />
        <FirstPasswordBanner user={me.user} />
        <Box component="main" id="content" className={css.content} tabIndex={-1}>
          <Boundary key={placeIn(pathname)}>
            <Suspense fallback={<WaitingPage />}>
              <Outlet />
            </Suspense>
          </Boundary>
        </Box>
      </Flex>
    </Flex>
  );
}

/** Beyond it nobody counts. */
const MOST_SHOWN = 99;

function Place({ sign: Sign, waiting }: { sign: Icon; waiting: number }) {
  const sign = <Sign size={22} stroke={1.6} aria-hidden />;
  if (waiting === 0) return sign;
  return (
    <Indicator
      className={css.counted}
      size={18}
      color="orange.9"
      label={waiting > MOST_SHOWN ? `${MOST_SHOWN}+` : waiting}
      data-testid="attention-count"
      aria-hidden
    >
      {sign}
    </Indicator>
  );
}

function Account({ id, name, email }: { id: string; name: string; email: string }) {
  const t = useT();
  const signOut = useSignOut(() => forgetAllKept(id));
  const go = () => signOut.mutate(undefined, { onError: (error) => sayError(error, t) });
  const leave = async () => {
    const saved = await saveDraft().then(
      () => true,
      () => false,
    );
    if (saved && !isOwnKept(id)) return go();
    return ask(t, {
      title: t("signOut.unsaved.title"),
      text: t("signOut.unsaved.text"),
      yes: t("signOut.unsaved.yes"),
      no: t("signOut.unsaved.stay"),
      loss: true,
      onYes: go,
    });
  };
  return (
    <Menu position="right-end" withinPortal>
      <Menu.Target>
        <UnstyledButton aria-label={t("nav.account", { name })} className={css.account}>
          <Avatar name={name} color="cyan" variant="filled" size={32} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm">{name}</Text>
          <Text size="xs">{email}</Text>
        </Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={16} aria-hidden />}>
          {t("account.title")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void leave()}>
          {t("nav.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Views of one workflow are one place: what was drawn in one is there in the other, with its way back. */
const placeIn = (pathname: string): string => pathname.split("/").slice(0, 3).join("/");
