import { Button } from "@mantine/core";
import { IconMapQuestion } from "@tabler/icons-react";
import { Link } from "react-router";
import { useT } from "../ui/language.js";
import { Empty } from "../ui/states.js";
import { useTitle } from "../ui/title.js";

export function NotFoundPage() {
  const t = useT();
  useTitle(t("notFound.title"));
  return (
    <Empty icon={IconMapQuestion} title={t("notFound.title")} text={t("notFound.text")}>
      <Button component={Link} to="/workflows">
        {t("notFound.home")}
      </Button>
    </Empty>
  );
}
