import { useMemo, useState, type KeyboardEvent } from "react";
import { Modal, ScrollArea, Text, TextInput } from "@mantine/core";
import { IconNote, IconSearch } from "@tabler/icons-react";
import { useReactFlow } from "@xyflow/react";
import { useCatalogue } from "../document/catalogue.js";
import { findSteps, type Found } from "../document/find-steps.js";
import { useEditor } from "../document/store.js";
import { NodeIcon } from "../palette/node-icon.js";
import { useLanguage, useT, useText } from "../ui/language.js";
import { focusCard } from "./focus.js";
import { glide } from "./glide.js";
import css from "./find.module.css";

/** Beyond it one writes another letter. */
const MOST_SHOWN = 50;

/** Finds a step that is there, by its name, its kind or what is written in it. Enter leads to it. */
export function FindDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useT();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("find.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      yOffset="12vh"
      // Who presses the key goes on writing at once.
      transitionProps={{ duration: 0 }}
      // The card that was found takes the focus.
      returnFocus={false}
    >
      <Search onClose={onClose} />
    </Modal>
  );
}

function Search({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const document = useEditor((state) => state.document);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const go = useGo();
  const found = useMemo(
    () => findSteps(document, catalogue, locale, query).slice(0, MOST_SHOWN),
    [document, catalogue, locale, query],
  );
  const active = Math.min(at, found.length - 1);
  const pick = (one: Found | undefined) => {
    if (!one) return;
    onClose();
    go(one);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") pick(found[active]);
    else if (event.key === "ArrowDown") setAt(Math.min(active + 1, found.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(active - 1, 0));
    else return;
    event.preventDefault();
  };
  return (
    <div data-testid="find">
      <TextInput
        role="combobox"
        aria-expanded
        aria-controls="find-list"
        aria-activedescendant={found[active] && `find-${found[active].id}`}
        aria-label={t("find.title")}
        placeholder={t("find.placeholder")}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={query}
        onChange={({ currentTarget }) => {
          setQuery(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        data-autofocus
      />
      <ScrollArea.Autosize
        mah="50vh"
        mt="sm"
        type="auto"
        offsetScrollbars="present"
        viewportProps={{ tabIndex: 0 }}
        // Long texts end in dots at the edge; as wide as they are, they would have to be scrolled sideways.
        styles={{ content: { minWidth: 0 } }}
      >
        <div id="find-list" role="listbox" aria-label={t("find.title")}>
          {found.map((one, index) => (
            <Option key={`${one.kind} ${one.id}`} one={one} active={index === active} onPick={() => pick(one)} />
          ))}
        </div>
        {found.length === 0 && (
          <Text size="sm" c="dimmed" p="sm" role="status">
            {t("find.none", { query })}
          </Text>
        )}
      </ScrollArea.Autosize>
    </div>
  );
}

function Option({ one, active, onPick }: { one: Found; active: boolean; onPick: () => void }) {
  const text = useText();
  const { id, kind, title, icon, param, excerpt } = one;
  return (
    // Keys belong to the field above, as everywhere where one chooses while writing.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={`find-${id}`}
      role="option"
      aria-selected={active}
      className={css.option}
      data-testid={`find-${id}`}
      ref={active ? (element) => element?.scrollIntoView({ block: "nearest" }) : undefined}
      onClick={onPick}
    >
      {kind === "note" ? <IconNote size={18} stroke={1.6} aria-hidden /> : <NodeIcon name={icon} size={18} />}
      <span className={css.words}>
        <span className={css.title}>{title}</span>
        {excerpt !== undefined && (
          <span className={css.excerpt}>
            {param && `${text(param.title)}: `}
            {excerpt}
          </span>
        )}
      </span>
    </div>
  );
}

/** Chooses what was found and brings it into the middle, at a size at which it can be read. */
function useGo(): (found: Found) => void {
  const { fitView } = useReactFlow();
  return ({ kind, id, param }) => {
    const { show, select } = useEditor.getState();
    if (kind === "step") show(id, param?.name);
    else select([], [], [id]);
    // A shut loop opens first, and the panel at the right takes its part of the width.
    setTimeout(() => {
      void fitView({ nodes: [{ id }], minZoom: 0.85, maxZoom: 1, ...glide() });
      if (param === undefined) focusCard(id);
    }, 80);
  };
}
