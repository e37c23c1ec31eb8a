import { useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { ActionIcon, Popover, Stack, Text, TextInput, Tooltip } from "@mantine/core";
import { IconBraces, IconCheck, IconChevronRight, IconSearch } from "@tabler/icons-react";
import type { IdKind } from "@leeway/engine";
import { useLanguage, useT } from "../ui/language.js";
import { PATH_TYPE } from "./code-editor.js";
import { useGlimpse } from "./glimpse.js";
import { meaningWords } from "./meaning.js";
import { pickerRows, type PickerRow } from "./picker-model.js";
import { usePreview } from "./preview-context.js";
import css from "./expression.module.css";

interface DataPickerProps {
  label: string;
  /** Which ids fit. */
  wanted?: IdKind | undefined;
  onPick: (path: string) => void;
}

/** The button in a field that opens the tree of what earlier steps gave. */
export function DataPicker({ label, wanted, onPick }: DataPickerProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const name = t("expression.pick", { label });
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="left-start"
      width={380}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
      // The button tells of it, not the place that it hangs on.
      withRoles={false}
      middlewares={{ shift: true, flip: true }}
    >
      <Popover.Target>
        <span className={css.anchor} />
      </Popover.Target>
      <Tooltip label={t("expression.pick.short")} openDelay={400} disabled={open}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={name}
          aria-expanded={open}
          aria-haspopup="dialog"
          // The panel hangs on the field, so a press here is one outside of it: it must not close what the click closes.
          onPointerDown={(event) => open && event.stopPropagation()}
          onClick={() => setOpen(!open)}
        >
          <IconBraces size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Popover.Dropdown p="xs" role="dialog" aria-label={name}>
        <PickerTree
          wanted={wanted}
          onPick={(path) => {
            setOpen(false);
            // The popover gives the focus back first; then the field takes it.
            setTimeout(() => onPick(path), 0);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Search and tree in one: the arrows move through the rows, the right one opens, Enter takes. */
function PickerTree({ wanted, onPick }: Omit<DataPickerProps, "label">) {
  const t = useT();
  const { roots } = usePreview();
  const id = useId();
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState<ReadonlySet<string>>(() => openAtFirst(roots.map(({ path }) => path)));
  const [active, setActive] = useState(0);
  const rows = useMemo(() => pickerRows(roots, open, query, wanted), [roots, open, query, wanted]);
  const list = useRef<HTMLDivElement>(null);
  const at = Math.min(active, rows.length - 1);
  const move = (to: number) => {
    setActive(to);
    list.current?.children[to]?.scrollIntoView({ block: "nearest" });
  };
  const toggle = (path: string, wanted: boolean) => {
    const next = new Set(open);
    if (wanted) next.add(path);
    else next.delete(path);
    setOpen(next);
  };
  const onKey = (event: KeyboardEvent) => {
    const row = rows[at];
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(Math.min(rows.length - 1, at + 1)),
      ArrowUp: () => move(Math.max(0, at - 1)),
      Enter: () => row && onPick(row.path),
    };
    if (row && query === "") {
      keys["ArrowRight"] = () => (row.open ? move(at + 1) : toggle(row.path, row.expandable));
      keys["ArrowLeft"] = () => (row.open ? toggle(row.path, false) : move(parentOf(rows, at)));
    }
    const run = keys[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  };
  return (
    <Stack gap="xs">
      <TextInput
        size="sm"
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={`${id}-tree`}
        aria-activedescendant={rows.length > 0 ? `${id}-${at}` : undefined}
        aria-label={t("expression.pick.search")}
        placeholder={t("expression.pick.search")}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={query}
        onKeyDown={onKey}
        onChange={({ currentTarget }) => {
          setQuery(currentTarget.value);
          setActive(0);
        }}
      />
      <div ref={list} id={`${id}-tree`} role="tree" aria-label={t("expression.pick.short")} className={css.picker}>
        {rows.map((row, index) => (
          <Row
            key={row.key}
            id={`${id}-${index}`}
            row={row}
            found={query.trim() !== "" || row.key !== row.path}
            last={query.trim() === "" && row.key !== row.path && rows[index + 1]?.key === rows[index + 1]?.path}
            active={index === at}
            onPick={() => onPick(row.path)}
            onToggle={() => toggle(row.path, !row.open)}
          />
        ))}
      </div>
      {rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {query === "" ? t("expression.pick.empty") : t("expression.pick.none", { query })}
        </Text>
      )}
    </Stack>
  );
}

/** The nearest step and the trigger's body are what people look for. */
const openAtFirst = (paths: string[]): ReadonlySet<string> =>
  new Set([...(paths[0] === undefined ? [] : [paths[0]]), "trigger", "trigger.body"]);

function parentOf(rows: readonly PickerRow[], at: number): number {
  const depth = rows[at]?.depth ?? 0;
  for (let index = at - 1; index >= 0; index -= 1) if ((rows[index]?.depth ?? 0) < depth) return index;
  return at;
}

interface RowProps {
  id: string;
  row: PickerRow;
  found: boolean;
  /** The last of those that stand at the top because they fit. */
  last: boolean;
  active: boolean;
  onPick: () => void;
  onToggle: () => void;
}

function Row({ id, row, found, last, active, onPick, onToggle }: RowProps) {
  const t = useT();
  const { locale } = useLanguage();
  const glimpse = useGlimpse();
  const said = row.note ?? glimpse(row.value, "outline");
  const meaning = row.id && meaningWords(row.id, t, locale);
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={active}
      {...(row.expandable && !found && { "aria-expanded": row.open })}
      data-active={active || undefined}
      data-path={row.path}
      data-fits={row.fits}
      data-last={last || undefined}
      className={css.row}
      style={{ paddingLeft: found ? 6 : 6 + row.depth * 14 }}
      title={row.path}
      draggable
      onDragStart={({ dataTransfer }) => {
        dataTransfer.setData(PATH_TYPE, row.path);
        dataTransfer.setData("text/plain", `{{ ${row.path} }}`);
        dataTransfer.effectAllowed = "copy";
      }}
      onClick={onPick}
      tabIndex={-1}
    >
      {!found && (
        <span
          className={css.twist}
          data-open={row.open || undefined}
          onClick={(event) => {
            if (!row.expandable) return;
            event.stopPropagation();
            onToggle();
          }}
          aria-hidden
        >
          {row.expandable && <IconChevronRight size={14} />}
        </span>
      )}
      <span className={css.label}>{found ? row.trail : row.label}</span>
      {meaning !== undefined && (
        <span className={css.kind}>
          {row.fits === true && <IconCheck size={13} aria-hidden />}
          {row.fits === false ? t("expression.unfit", { kind: meaning }) : meaning}
        </span>
      )}
      <span className={css.value}>{said}</span>
    </div>
  );
}
