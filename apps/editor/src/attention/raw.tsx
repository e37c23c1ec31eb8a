import { useState } from "react";
import { Button, Collapse } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { Json } from "@leeway/engine";
import { JsonView } from "../runs/json/json-view.js";
import { useT } from "../ui/language.js";

/** A value as it is, for who wants to see it after its words. */
export function Raw({ value, label }: { value: Json; label: string }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const Sign = open ? IconChevronDown : IconChevronRight;
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        c="inherit"
        size="compact-sm"
        mt={4}
        ml={-8}
        leftSection={<Sign size={14} aria-hidden />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t("story.raw")}
      </Button>
      <Collapse expanded={open}>{open && <JsonView value={value} label={label} />}</Collapse>
    </>
  );
}
