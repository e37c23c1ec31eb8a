import { useEffect, useRef } from "react";
import { Button, Stack, Text } from "@mantine/core";
import { useEditor } from "../../document/store.js";
import { useT, useText } from "../../ui/language.js";
import { useStep } from "../step-context.js";
import type { ChoiceQuery } from "./choice-query.js";
import { useService } from "./use-service.js";

/** What has to be filled in before the list can be asked for, and the way there. */
export function NotReady({ query, close }: { query: ChoiceQuery & { ready: false }; close: () => void }) {
  const t = useT();
  const text = useText();
  const { node } = useStep();
  const service = useService();
  const show = useEditor((state) => state.show);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Once the list has found its place: before that the page would scroll to where it is not.
    const timer = setTimeout(() => button.current?.focus({ preventScroll: true }), 50);
    return () => clearTimeout(timer);
  }, []);
  const { needs } = query;
  const needed = needs === "credential" ? t("inspector.credential") : text(needs.title);
  const unknown = "formula" in query && query.formula;
  const reason = unknown ? "choices.needs.formula" : "choices.needs";
  const said = needs === "credential" ? t("choices.needs.credential", { service }) : t(reason, { needed });
  return (
    <Stack
      gap="xs"
      p="xs"
      align="flex-start"
      role="status"
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <Text size="sm">{said}</Text>
      <Button
        size="xs"
        variant="default"
        ref={button}
        onClick={() => {
          close();
          // The list gives the focus back first.
          setTimeout(() => show(node.id, needs === "credential" ? "credential" : needs.name), 50);
        }}
      >
        {t("choices.needs.go", { needed })}
      </Button>
    </Stack>
  );
}
