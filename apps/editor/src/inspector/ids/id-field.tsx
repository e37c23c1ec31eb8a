import { useState } from "react";
import type { LinkedId } from "@leeway/engine";
import { ChoicePicker } from "../choices/choice-picker.js";
import type { FieldProps } from "../fields/field-props.js";
import { TextField } from "../fields/text-field.js";
import { shownText } from "../typed.js";
import { useNameOf } from "./id-name.js";
import { LinkNote, OthersNote } from "./link-note.js";
import { idFromLink, wrongKind, type FromLink } from "./links.js";
import { useWhatIs } from "./what-is.js";
import { WrongIdNote } from "./wrong-id-note.js";

/** An id: typed, taken from a pasted link, chosen by its name, or from an earlier step. */
export function IdField({ field }: { field: FieldProps }) {
  const { param, value, label, onChange } = field;
  const whatIs = useWhatIs();
  const name = useNameOf(field);
  const [others, setOthers] = useState<readonly LinkedId[]>([]);
  const [refused, setRefused] = useState<FromLink & { kind: "wrong" }>();
  const read = (text: string) => idFromLink(text, param.idKind, (id) => whatIs(id).map(({ idKind }) => idKind));
  const link = read(shownText(value));
  const unclear = link === undefined || link.kind === "id" ? refused : link;
  // The note says more than the sentence about the form, and offers a way out.
  const problems = link && unclear ? field.problems.filter(({ code }) => code !== "param.format") : field.problems;
  const wrong = wrongKind(shownText(value), param.idKind, whatIs(shownText(value).trim()));
  const take = (id: string) => {
    const known = whatIs(id).find(({ idKind, label: called }) => idKind === param.idKind && called !== undefined);
    onChange(id, known?.label === undefined ? undefined : { [id]: known.label });
  };
  /** A link that was typed, or came with the document, becomes its id once one leaves the field. */
  const settle = () => {
    if (link?.kind !== "id") return;
    setOthers(link.others);
    take(link.id);
  };
  return (
    <div onBlur={settle}>
      <TextField
        field={{
          ...field,
          problems,
          onChange: (next) => {
            if (next !== value) setRefused(undefined);
            onChange(next);
          },
        }}
        chip={name}
        wanted={param.idKind}
        onPaste={(text) => {
          const found = read(text);
          setOthers(found?.kind === "id" ? found.others : []);
          const full = shownText(value) !== "" && link === undefined;
          setRefused(full && found?.kind === "wrong" ? found : undefined);
          if (found?.kind === "id") return found.id;
          // A link to another thing takes the place of nothing.
          return found && (full && found.kind === "wrong" ? shownText(value) : text.trim());
        }}
        tools={
          param.optionsFrom && (
            <ChoicePicker
              param={param}
              label={label}
              chosen={new Set([shownText(value)])}
              onChoose={(choice) => onChange(choice.value, { [choice.value]: choice.label })}
            />
          )
        }
        note={
          unclear ? (
            <LinkNote link={unclear} field={field} whatIs={whatIs} onTake={take} />
          ) : wrong ? (
            <WrongIdNote id={shownText(value).trim()} known={wrong} field={field} whatIs={whatIs} onChange={onChange} />
          ) : (
            others.length > 0 && <OthersNote others={others} own={param.name} />
          )
        }
      />
    </div>
  );
}
