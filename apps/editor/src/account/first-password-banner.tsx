import { useState } from "react";
import { Alert, Button, Group, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { Link, useLocation } from "react-router";
import type { Me } from "@leeway/api";
import { useT } from "../ui/language.js";
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
    <Alert
      color="orange"
      radius={0}
      py={6}
      styles={{ wrapper: { alignItems: "center" }, icon: { marginTop: 0 } }}
      icon={<IconKey aria-hidden />}
      role="status"
      data-testid="first-password"
    >
      <Group gap="sm" justify="space-between">
        <Text size="sm">{t("account.firstPassword")}</Text>
        <Group gap="xs">
          <Button component={Link} to="/account" size="xs" variant="default">
            {t("account.firstPassword.choose")}
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={postpone}>
            {t("account.firstPassword.later")}
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}
