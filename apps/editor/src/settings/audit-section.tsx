import { Button } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { Link } from "react-router";
import { useT } from "../ui/language.js";
import { Section } from "./section.js";

/** The way to the audit log. */
export function AuditSection() {
  const t = useT();
  return (
    <Section title={t("audit.title")} text={t("audit.text")}>
      <Button
        component={Link}
        to="/settings/audit"
        variant="default"
        leftSection={<IconListDetails size={18} aria-hidden />}
      >
        {t("audit.open")}
      </Button>
    </Section>
  );
}
