import { memo, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { Kbd, ScrollArea, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { NodeDefinition } from "@leeway/engine";
import { useCatalogue } from "../document/catalogue.js";
import type { MessageId } from "../messages/catalogue.js";
import { useLanguage, useT, useText } from "../ui/language.js";
import { NodeIcon } from "./node-icon.js";
import { findInPalette } from "./search.js";
import css from "./palette.module.css";

/** What is dragged from the palette to the canvas: a node type. */
export const DRAGGED = "application/leeway-node";

interface PaletteListProps {
  onPick: (definition: NodeDefinition) => void;
  /** Which definitions are offered at all. */
  only?: (definition: NodeDefinition) => boolean;
  /** Beginning of the `data-testid` of every item. */
  testId: string;
  draggable?: boolean;
  autoFocus?: boolean;
  searchRef?: RefObject<HTMLInputElement | null>;
  shortcut?: string;
}

/** Search and groups of steps: the palette at the left, and what a plus opens. */
export function PaletteList({ onPick, only, testId, draggable, autoFocus, searchRef, shortcut }: PaletteListProps) {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const [query, setQuery] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => {
    const offered = only ? [...catalogue.values()].filter(only) : catalogue.values();
    return findInPalette(offered, query, locale);
  }, [catalogue, only, query, locale]);
  const first = groups[0]?.items[0];
  const onSearchKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && first) {
      event.preventDefault();
      setQuery("");
      onPick(first);
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      step(list.current, undefined, 1);
    } else if (event.key === "Escape" && query !== "") {
      event.stopPropagation();
      setQuery("");
    }
  };
  const onListKey = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const moved = step(list.current, document.activeElement, event.key === "ArrowDown" ? 1 : -1);
    if (!moved) (searchRef ?? own).current?.focus();
  };
  const own = useRef<HTMLInputElement>(null);
  return (
    <div className={css.list}>
      <TextInput
        ref={searchRef ?? own}
        className={css.search}
        aria-label={t("palette.search")}
        placeholder={t("palette.search")}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={shortcut && query === "" ? <Kbd size="xs">{shortcut}</Kbd> : undefined}
        value={query}
        data-autofocus={autoFocus || undefined}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={onSearchKey}
      />
      <ScrollArea className={css.scroll} type="auto" scrollbarSize={8}>
        <div ref={list} onKeyDown={onListKey} className={css.groups}>
          {groups.map(({ group, items }) => (
            <section key={group} aria-label={groupName(group, t)}>
              <Text component="h3" className={css.heading}>
                {groupName(group, t)}
              </Text>
              {items.map((item) => (
                <Item
                  key={item.type}
                  item={item}
                  onPick={onPick}
                  testId={testId}
                  draggable={draggable === true}
                  first={item === first}
                />
              ))}
            </section>
          ))}
          {groups.length === 0 && (
            <Text size="sm" c="dimmed" p="sm">
              {t("palette.none", { query })}
            </Text>
          )}
        </div>
      </ScrollArea>
    </div>
  );
}

/** Groups of other services carry their own name. */
export function groupName(group: string, t: ReturnType<typeof useT>): string {
  return group in groupWords ? t(groupWords[group as keyof typeof groupWords]) : group;
}
const groupWords = {
  triggers: "palette.group.triggers",
  logic: "palette.group.logic",
  http: "palette.group.http",
  services: "palette.group.services",
  people: "palette.group.people",
  messages: "palette.group.messages",
  orders: "palette.group.orders",
  tags: "palette.group.tags",
  templates: "palette.group.templates",
  tunnels: "palette.group.tunnels",
  channels: "palette.group.channels",
  calls: "palette.group.calls",
  users: "palette.group.users",
} as const satisfies Record<string, MessageId>;

interface ItemProps {
  item: NodeDefinition;
  onPick: (definition: NodeDefinition) => void;
  testId: string;
  draggable: boolean;
  /** The one stop of Tab; arrows go from there. */
  first: boolean;
}

const Item = memo(function Item({ item, onPick, testId, draggable, first }: ItemProps) {
  const t = useT();
  const text = useText();
  return (
    // Fifty of them stand there at once: a plain button is drawn at half the price of one with Mantine's styles.
    <button
      type="button"
      className={`mantine-focus-auto ${css.item}`}
      data-testid={`${testId}-${item.type}`}
      data-palette-item
      tabIndex={first ? 0 : -1}
      aria-label={t("palette.add", { name: text(item.title) })}
      title={text(item.summary)}
      draggable={draggable}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED, item.type);
        event.dataTransfer.effectAllowed = "copy";
      }}
      onClick={() => onPick(item)}
    >
      <span className={css.sign} data-kind={item.kind}>
        <NodeIcon name={item.icon} size={18} />
      </span>
      <span className={css.title}>{text(item.title)}</span>
    </button>
  );
});

/** Focus on the next or previous item; false at the upper end, where the search is. */
function step(list: HTMLElement | null, from: Element | null | undefined, by: 1 | -1): boolean {
  const items = [...(list?.querySelectorAll<HTMLElement>("[data-palette-item]") ?? [])];
  const index = from ? items.findIndex((item) => item === from) + by : 0;
  if (index < 0) return false;
  items[Math.min(index, items.length - 1)]?.focus();
  return true;
}
