import type { ReactNode } from "react";
import { Group, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { rolesWith, sayRole, type Permission } from "@leeway/api";
import { useMay } from "../api/permission.js";
import { useLanguage, useT } from "./language.js";
import css from "./allowed.module.css";

/** What only somebody with this permission has any use for: nobody else sees it. */
export function Allowed({ to, children }: { to: Permission; children: ReactNode }) {
  return useMay()(to) ? children : null;
}

/** What everybody may look at, and only some change: to others it says who, and takes no change. */
export function ChangedBy({ who, children }: { who: Permission; children: ReactNode }) {
  const may = useMay();
  if (may(who)) return children;
  return (
    <>
      <WhoMay permission={who} />
      <Held>{children}</Held>
    </>
  );
}

/** Fields that can be read, and changed by nobody here. */
export function Held({ children }: { children: ReactNode }) {
  return (
    <fieldset disabled className={css.held}>
      {children}
    </fieldset>
  );
}

/** Said once, where there is nothing for one to press, or, with `see`, nothing to look at. */
export function WhoMay({ permission, see = false }: { permission: Permission; see?: boolean }) {
  const t = useT();
  const { locale } = useLanguage();
  const who = rolesWith(permission).map((role) => sayRole(role, locale).toLocaleLowerCase(locale));
  return (
    <Group gap={6} wrap="nowrap" mb="sm" data-testid="who-may">
      <IconLock size={16} aria-hidden />
      <Text size="sm" c="dimmed">
        {t(see ? "access.see" : "access.page", { who: who.join(", ") })}
      </Text>
    </Group>
  );
}
