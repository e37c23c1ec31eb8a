import { useState } from "react";
import { Button, Group, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { Link, useLocation } from "react-router";
import type { Me } from "@leeway/api";
import { useT } from "../ui/language.js";
import { PageBanner } from "../ui/page-banner.js";
import { remember, remembered } from "../ui/remembered.js";

/** For who came in with a password that a setting or a command has set: somebody else may know it. */
export function FirstPasswordBanner({ user }: { user: Me["user"] }) {
  const t = useT();
  const { pathname } = useLocation();
  const [later, setLater] = useState(() => remembered("ownPassword.later") === user.id);
  if (!user.firstPassword || later || pathname === "/account") return null;
  const postpone = () => {
    remember("ownPassword.later", user.id);
    setLater(true);
  };
  return (
    <PageBanner icon={<IconKey aria-hidden />} testId="first-password">
      <Text size="sm">{t("account.firstPassword")}</Text>
      <Group gap="xs">
        <Button component={Link} to="/account" size="xs" variant="default">
          {t("account.firstPassword.choose")}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={postpone}>
          {t("account.firstPassword.later")}
        </Button>
      </Group>
    </PageBanner>
  );
}
