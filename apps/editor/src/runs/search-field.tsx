import { useEffect, useRef, useState } from "react";
import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useT } from "../ui/language.js";

const LONGEST = 200;
const PAUSE = 300;

interface SearchFieldProps {
  value: string;
  onChange: (value: string) => void;
}

/** Asks for a value that was in runs; answers when the typing pauses. */
export function SearchField({ value, onChange }: SearchFieldProps) {
  const t = useT();
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const tell = useDebouncedCallback((next: string) => {
    told.current = next;
    onChange(next);
  }, PAUSE);
  // The address may change by other means: back, or “show all runs”.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  const change = (next: string) => {
    setTyped(next);
    tell(next.trim());
  };
  return (
    <TextInput
      type="search"
      aria-label={t("runs.search")}
      placeholder={t("runs.search.example")}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={typed !== "" && <CloseButton aria-label={t("runs.search.clear")} onClick={() => change("")} />}
      value={typed}
      maxLength={LONGEST}
      onChange={({ currentTarget }) => change(currentTarget.value)}
      styles={{ input: { "&::-webkit-search-cancel-button": { display: "none" } } }}
    />
  );
}
