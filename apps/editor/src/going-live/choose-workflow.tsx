import { Button, Menu } from "@mantine/core";
import { IconRoute } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { useWorkflows } from "../api/workflows.js";
import { useT } from "../ui/language.js";
import { useGoingLive } from "./going-live-open.js";

/** From the credentials page: which workflow goes to the real account. */
export function ChooseWorkflow() {
  const t = useT();
  const navigate = useNavigate();
  const open = useGoingLive((state) => state.open);
  const items = useWorkflows().data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconRoute size={16} aria-hidden />} data-testid="live-choose">
          {t("live.title")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
        <Menu.Label>{t("live.which")}</Menu.Label>
        {items.map(({ id, name }) => (
          <Menu.Item
            key={id}
            onClick={() => {
              open(id);
              void navigate(`/workflows/${id}`);
            }}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
