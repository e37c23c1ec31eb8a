import { useState } from "react";
import { Button, Popover } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import type { SandboxState } from "@leeway/api";
import { useT } from "../ui/language.js";
import { HappeningForm } from "./happening-form.js";

/** Plays what Leeloo's people do: write, order, pay, subscribe. */
export function HappeningButton({ state, target }: { state: SandboxState; target: string | null }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={380} withArrow trapFocus returnFocus>
      <Popover.Target>
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          onClick={() => setOpen(!open)}
          aria-expanded={open}
          data-testid="sandbox-happen"
        >
          {t("sandbox.happen")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown mah="calc(100vh - 96px)" style={{ overflowY: "auto" }}>
        {open && <HappeningForm state={state} target={target} onDone={() => setOpen(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
}
