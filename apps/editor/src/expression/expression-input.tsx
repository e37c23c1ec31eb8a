import { useEffect, useId, useLayoutEffect, useRef, type RefObject } from "react";
import type { EditorView } from "@codemirror/view";
import { isObject, isTemplate, type IdKind } from "@leeway/engine";
import { useEditor } from "../document/store.js";
import { useLanguage, useT, useText } from "../ui/language.js";
import { looks, looksOf, makeCodeEditor, replaceText } from "./code-editor.js";
import { setContext, type EditorContext } from "./editor-context.js";
import { ExpressionPreview } from "./expression-preview.js";
import { useGlimpse } from "./glimpse.js";
import { DataPicker } from "./data-picker.js";
import { insertionOf } from "./path-text.js";
import { idOfPath } from "./picker-model.js";
import { meaningWords } from "./meaning.js";
import { rootWord } from "./words.js";
import { rangeAround } from "./ranges.js";
import { usePreview } from "./preview-context.js";
import css from "./expression.module.css";

export interface ExpressionInputProps {
  value: string;
  onChange: (text: string) => void;
  label: string;
  multiline?: boolean;
  /** One value that nothing can be added to, such as an id: what is picked takes its place. */
  single?: boolean;
  /** JSON and other text for machines. */
  code?: boolean;
  placeholder?: string | undefined;
  required?: boolean;
  invalid?: boolean;
  /** Offsets of what is wrong in the text, found elsewhere. */
  faults?: readonly number[];
  /** Ids of help and problems. */
  describedBy?: string | undefined;
  /** What takes the field's place when a text is pasted; undefined: the text goes in where the cursor stands. */
  onPaste?: (text: string) => string | undefined;
  autoFocus?: boolean;
  /** What the whole value is called, e.g. the tag behind an id: shown in its place. */
  chip?: string | undefined;
  /** Which ids of earlier steps fit here. */
  wanted?: IdKind | undefined;
  /** Further buttons at the right. */
  tools?: React.ReactNode;
}

/** A field for text with values of other steps in it: words for what is known, suggestions, and what it would give. */
export function ExpressionInput(props: ExpressionInputProps) {
  const { value, multiline = false, code = false, invalid = false } = props;
  const previewId = useId();
  const { host, view } = useEditorView(props, previewId);
  const classes = [css.editor, multiline && css.multiline, code && css.mono].filter(Boolean).join(" ");
  return (
    <div className={css.field}>
      <div className={css.box} data-invalid={invalid || undefined}>
        <div ref={host} className={classes} />
        <div className={css.tools}>
          {props.tools}
          <DataPicker
            label={props.label}
            wanted={props.wanted}
            onPick={(path) => view.current && insertPath(view.current, path, props)}
          />
        </div>
      </div>
      <ExpressionPreview text={value} id={previewId} told={invalid} />
    </div>
  );
}

/** Puts a path where the cursor stands, or where it was dropped. */
function insertPath(editor: EditorView, path: string, { code, single }: ExpressionInputProps, position?: number): void {
  const { main } = editor.state.selection;
  const text = editor.state.doc.toString();
  const whole = single === true && rangeAround(text, position ?? main.from) === undefined;
  const from = whole ? 0 : (position ?? main.from);
  const to = whole ? text.length : (position ?? main.to);
  const at = insertionOf(text, from, to, path, code ? "json" : "text");
  editor.dispatch({
    changes: { from: at.from, to: at.to, insert: at.insert },
    selection: { anchor: at.cursor },
    userEvent: "input.pick",
  });
  editor.focus();
}

function useEditorView(props: ExpressionInputProps, previewId: string) {
  const { value, multiline = false, placeholder = "" } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  useLayoutEffect(() => {
    if (!host.current) return undefined;
    const editor: EditorView = makeCodeEditor(host.current, {
      text: latest.current.value,
      multiline,
      onChange: (text) => latest.current.onChange(text),
      onPaste: (text) => latest.current.onPaste?.(text),
      onDrop: (path, position) => insertPath(editor, path, latest.current, position),
    });
    view.current = editor;
    if (latest.current.autoFocus) editor.focus();
    return () => editor.destroy();
  }, [multiline]);
  useEffect(() => {
    if (view.current) replaceText(view.current, value);
  }, [value, multiline]);
  const readOnly = useEditor((state) => state.readOnly);
  const attributes = { ...attributesOf(props, previewId), ...(readOnly && { "aria-readonly": "true" }) };
  const written = JSON.stringify(attributes);
  useEffect(() => {
    const now = JSON.parse(written) as Record<string, string>;
    view.current?.dispatch({ effects: looks.reconfigure(looksOf(now, placeholder, readOnly)) });
  }, [written, placeholder, multiline, readOnly]);
  useContextOf(view, props.faults?.join(" ") ?? "", props.chip, multiline);
  return { host, view };
}

function attributesOf(props: ExpressionInputProps, previewId: string): Record<string, string> {
  const described = [props.describedBy, isTemplate(props.value) ? previewId : undefined].filter(Boolean).join(" ");
  return {
    role: "textbox",
    "aria-label": props.label,
    "aria-multiline": String(props.multiline ?? false),
    ...(props.required && { "aria-required": "true" }),
    ...(props.invalid && { "aria-invalid": "true" }),
    ...(described !== "" && { "aria-describedby": described }),
  };
}

/** Tells the editor what it needs for words and suggestions, whenever that changes. */
function useContextOf(
  view: RefObject<EditorView | undefined>,
  faultsText: string,
  chip: string | undefined,
  remade: unknown,
): void {
  const t = useT();
  const say = useText();
  const { locale } = useLanguage();
  const glimpse = useGlimpse();
  const { words, offered, nodeName, roots } = usePreview();
  useEffect(() => {
    const faults = faultsText === "" ? [] : faultsText.split(" ").map(Number);
    const example = (code: string, result: string) => t("expression.example", { code, result });
    const steps = offered.values["steps"];
    const nameOf: EditorContext["nameOf"] = ({ kind, label, preview }) => {
      if (kind === "name") return rootWord(label, words);
      const step = isObject(steps) && Object.hasOwn(steps, label) ? steps[label] : undefined;
      return isObject(step) && step === preview ? nodeName(label) : undefined;
    };
    const meaningOf: EditorContext["meaningOf"] = (path) => {
      const known = idOfPath(roots, path);
      return known && meaningWords(known, t, locale);
    };
    view.current?.dispatch({
      effects: setContext.of({ faults, words, scope: offered, say, glimpse, example, nameOf, meaningOf, chip }),
    });
  }, [view, words, offered, nodeName, roots, say, glimpse, t, locale, faultsText, chip, remade]);
}
