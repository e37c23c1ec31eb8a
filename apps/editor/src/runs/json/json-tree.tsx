import { useState } from "react";
import { UnstyledButton } from "@mantine/core";
import type { Json } from "@leeway/engine";
import { useT } from "../../ui/language.js";
import css from "./json.module.css";

const PAGE = 50;
const LONG = 400;
const OPEN_BELOW = 2;
const SMALL = 12;

/** Any JSON as nested lists that open and close; what is closed is not drawn. */
export function JsonTree({ value }: { value: Json }) {
  return <Value value={value} depth={0} />;
}

function Value({ value, depth }: { value: Json; depth: number }) {
  if (typeof value === "string") return <LongText text={value} />;
  if (value === null || typeof value !== "object") return <span className={css.plain}>{String(value)}</span>;
  return <Entries value={value} depth={depth} />;
}

function LongText({ text }: { text: string }) {
  const t = useT();
  const [whole, setWhole] = useState(text.length <= LONG);
  return (
    <span className={css.string}>
      {JSON.stringify(whole ? text : `${text.slice(0, LONG)}…`)}
      {!whole && (
        <UnstyledButton className={css.more} onClick={() => setWhole(true)}>
          {t("json.whole")}
        </UnstyledButton>
      )}
    </span>
  );
}

function Entries({ value, depth }: { value: Json[] | { [key: string]: Json }; depth: number }) {
  const t = useT();
  const [shown, setShown] = useState(PAGE);
  const entries = Object.entries(value);
  if (entries.length === 0)
    return (
      <span className={css.empty}>
        {Array.isArray(value) ? "[]" : "{}"} {t("json.empty")}
      </span>
    );
  return (
    <ul className={css.list}>
      {entries.slice(0, shown).map(([name, one]) => (
        <Entry key={name} name={name} value={one} depth={depth} />
      ))}
      {entries.length > shown && (
        <li>
          <UnstyledButton className={css.more} onClick={() => setShown(shown + PAGE)}>
            {t("json.more", { count: Math.min(PAGE, entries.length - shown) })}
          </UnstyledButton>
        </li>
      )}
    </ul>
  );
}

function Entry({ name, value, depth }: { name: string; value: Json; depth: number }) {
  const t = useT();
  const size = value !== null && typeof value === "object" ? Object.keys(value).length : 0;
  const [open, setOpen] = useState(depth < OPEN_BELOW && size <= SMALL);
  if (size === 0) {
    return (
      <li>
        <span className={css.name}>{name}</span>
        {": "}
        <Value value={value} depth={depth + 1} />
      </li>
    );
  }
  return (
    <li>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={css.summary}>
          <span className={css.name}>{name}</span> <span className={css.empty}>{t("json.items", { count: size })}</span>
        </summary>
        {open && <Value value={value} depth={depth + 1} />}
      </details>
    </li>
  );
}
