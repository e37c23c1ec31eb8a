import { Button, Popover, ScrollArea, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { ProblemDto } from "@leeway/api";
import { focusCard } from "../canvas/focus.js";
import { useName } from "../document/names.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import { useSettingsOpen } from "../workflow-settings/settings-open.js";
import { useProblemsOpen } from "./problems-open.js";
import css from "./toolbar.module.css";

/** How many things still need a person, and which; a click leads there. */
export function Problems() {
  const t = useT();
  const problems = useEditor((state) => state.problems);
  const { open, setOpen } = useProblemsOpen();
  const errors = problems.filter(({ severity }) => severity === "error");
  const warnings = problems.filter(({ severity }) => severity === "warning");
  const Sign = errors.length > 0 ? IconAlertCircle : warnings.length > 0 ? IconAlertTriangle : IconCircleCheck;
  const color = errors.length > 0 ? "red" : warnings.length > 0 ? "orange" : "teal";
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={400} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="sm"
          data-testid="problems-button"
          aria-label={t("editor.problems", { count: problems.length })}
          data-count={problems.length}
          leftSection={<Sign size={16} aria-hidden color={`var(--mantine-color-${color}-text)`} />}
          onClick={() => setOpen(!open)}
        >
          <span className={css.long} aria-hidden>
            {t("editor.problems", { count: problems.length })}
          </span>
          <span className={css.short} aria-hidden>
            {problems.length}
          </span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t("editor.problems.title")}>
        {problems.length === 0 ? (
          <Text size="sm" p="md">
            {t("editor.problems.none")}
          </Text>
        ) : (
          <ScrollArea.Autosize mah={420} type="auto">
            <Stack gap={0} p={8} data-testid="problems-list">
              <List title={t("editor.problems.error")} problems={errors} color="red" onDone={() => setOpen(false)} />
              <List
                title={t("editor.problems.warning")}
                problems={warnings}
                color="orange"
                onDone={() => setOpen(false)}
              />
            </Stack>
          </ScrollArea.Autosize>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

interface ListProps {
  title: string;
  problems: readonly ProblemDto[];
  color: string;
  onDone: () => void;
}

function List({ title, problems, color, onDone }: ListProps) {
  if (problems.length === 0) return null;
  return (
    <section aria-label={title}>
      <Text component="h3" size="xs" fw={600} c="dimmed" px={8} py={4}>
        {title}
      </Text>
      {problems.map((problem) => (
        <Row
          key={[problem.code, problem.nodeId, problem.edgeId, problem.param, problem.position, problem.message].join(
            " ",
          )}
          problem={problem}
          color={color}
          onDone={onDone}
        />
      ))}
    </section>
  );
}

function Row({ problem, color, onDone }: { problem: ProblemDto; color: string; onDone: () => void }) {
  const t = useT();
  const { nodeId, edgeId, param, message } = problem;
  const show = useEditor((state) => state.show);
  const select = useEditor((state) => state.select);
  const settings = useSettingsOpen((state) => state.open);
  const name = useName(nodeId ?? "");
  const go = () => {
    onDone();
    if (nodeId !== undefined) {
      show(nodeId, param);
      if (param === undefined) setTimeout(() => focusCard(nodeId), 50);
    } else if (edgeId !== undefined) select([], [edgeId]);
    else if (param?.startsWith("settings.")) settings(useEditor.getState().workflow?.id ?? "", param);
  };
  const Sign = color === "red" ? IconAlertCircle : IconAlertTriangle;
  return (
    <UnstyledButton className={css.problem} onClick={go} data-testid={`problem-${nodeId ?? edgeId ?? "whole"}`}>
      <Sign size={18} aria-hidden color={`var(--mantine-color-${color}-text)`} />
      <span>
        <Text component="span" size="sm" fw={600} display="block">
          {nodeId === undefined ? t("editor.problems.whole") : name}
        </Text>
        <Text component="span" size="sm" display="block">
          {message}
        </Text>
      </span>
    </UnstyledButton>
  );
}
