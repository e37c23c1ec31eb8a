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

interface Said {
  /** The value of which it is said. */
  of: string;
  /** What else the link held from which the id came. */
  others?: readonly LinkedId[];
  /** A link to another thing, which took the place of nothing. */
  refused?: FromLink & { kind: "wrong" };
}

/** An id: typed, taken from a pasted link, chosen by its name, or from an earlier step. */
export function IdField({ field }: { field: FieldProps }) {
  const { param, value, label, onChange } = field;
  const whatIs = useWhatIs();
  const name = useNameOf(field);
  /** What is said of a link counts as long as the value is what it was then. */
  const [said, setSaid] = useState<Said>();
  const { others = [], refused } = said?.of === shownText(value) ? said : {};
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
    setSaid({ of: link.id, others: link.others });
    take(link.id);
  };
  return (
    <div onBlur={settle}>
      <TextField
        field={{ ...field, problems }}
        chip={name}
        wanted={param.idKind}
        onPaste={(text) => {
          const found = read(text);
          const full = shownText(value) !== "" && link === undefined;
          if (found?.kind === "id") setSaid({ of: found.id, others: found.others });
          else setSaid(full && found?.kind === "wrong" ? { of: shownText(value), refused: found } : undefined);
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
