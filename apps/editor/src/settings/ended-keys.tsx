import { useState } from "react";
import { Box, Button, Collapse, Text } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { ApiKey } from "@leeway/api";
import { useT } from "../ui/language.js";
import { KeyTable } from "./key-table.js";

/** Keys that open nothing any more, folded away: what one looks for is what works. */
export function EndedKeys({ items }: { items: readonly ApiKey[] }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const Sign = open ? IconChevronDown : IconChevronRight;
  return (
    <Box data-testid="keys-ended">
      <Button
        variant="subtle"
        color="gray"
        c="inherit"
        size="compact-sm"
        ml={-8}
        leftSection={<Sign size={14} aria-hidden />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t("keys.ended", { count: items.length })}
      </Button>
      <Collapse expanded={open}>
        <Text size="sm" c="dimmed" my="xs">
          {t("keys.ended.text")}
        </Text>
        {open && <KeyTable label={t("keys.ended", { count: items.length })} items={items} />}
      </Collapse>
    </Box>
  );
}
