import { createHash } from "node:crypto";
import { sayOnForm } from "@leeway/api";
import type { JsonObject, Locale } from "@leeway/engine";
import { formFieldsOf, type FormField } from "@leeway/nodes";
import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { inputName, textsOf, type AnswerFault } from "./answers.js";
import { pageStyle } from "./page-style.js";

/** What stands above the fields. */
export type Notice =
  | { text: "check"; count: number }
  | { text: "tooOften"; seconds: number }
  | { text: "again" | "otherPage" | "tooFast" | "failed" };

/** A page with the form, empty or as it was filled in. */
export interface FormView {
  params: JsonObject;
  locale: Locale;
  seal: string;
  /** What was written: as browsers send it. */
  sent: JsonObject;
  faults: ReadonlyMap<string, AnswerFault>;
  notice?: Notice;
  /** It is the draft: nothing starts. */
  preview: boolean;
}

/** Programs that fill in everything give themselves away by this field, which people do not see. */
export const TRAP = "company_site";
export const SEAL = "seal";

type Say = (text: Parameters<typeof sayOnForm>[0], values?: Record<string, number>) => string;
const speak =
  (locale: Locale): Say =>
  (text, values = {}) =>
    sayOnForm(text, values, locale);

/** Whatever its author wrote is text here, never markup. */
export function formPage(view: FormView): string {
  const { params, locale, notice, preview } = view;
  const t = speak(locale);
  const { title, intro, button } = params;
  const fields = formFieldsOf(params);
  const hasFiles = fields.some(({ kind }) => kind === "file");
  return page(
    locale,
    wordOf(title),
    <>
      {preview && <p className="preview">{t("preview")}</p>}
      <h1>{wordOf(title)}</h1>
      {paragraphs(wordOf(intro))}
      {notice && (
        <p className="notice" role="alert">
          {t(notice.text, valuesOf(notice))}
        </p>
      )}
      <form method="post" noValidate encType={hasFiles ? "multipart/form-data" : undefined}>
        <input type="hidden" name={SEAL} value={view.seal} />
        <div className="trap" aria-hidden="true">
          <label>
            {t("emptyField")}
            <input name={TRAP} tabIndex={-1} autoComplete="off" defaultValue="" />
          </label>
        </div>
        {fields.map((field) => (
          <Field key={field.name} field={field} view={view} t={t} />
        ))}
        <button type="submit">{wordOf(button) || t("send")}</button>
      </form>
    </>,
  );
}

/** What people read once it is sent. */
export function thanksPage(params: JsonObject, locale: Locale, preview: boolean): string {
  const t = speak(locale);
  const [heading = "", ...rest] = (wordOf(params["thanks"]) || t("thanks")).split("\n");
  return page(
    locale,
    heading,
    <>
      {preview && <p className="preview">{t("preview")}</p>}
      <h1>{heading}</h1>
      {paragraphs(rest.join("\n"))}
    </>,
  );
}

/** Why there is no form. */
export type Sorry =
  | { text: "gone" | "failed" }
  | { text: "tooLarge"; megabytes?: number }
  | { text: "busy"; seconds: number };

/** There is no form, or none that can be shown. */
export function sorryPage(sorry: Sorry, locale: Locale): string {
  const { text, ...values } = sorry;
  const said = speak(locale)(text, values);
  return page(locale, said, <h1 className="sorry">{said}</h1>);
}

const style = createHash("sha256").update(pageStyle).digest("base64");

/** What a page of a form may do: show itself and send its answers. `sites` may frame it; `then` is where it leads. */
export function pagePolicy(sites: readonly string[], then: string | undefined): string {
  const framing = sites.length === 0 ? "*" : sites.join(" ");
  const target = then === undefined ? "" : ` ${new URL(then).origin}`;
  return [
    "default-src 'none'",
    `style-src 'sha256-${style}'`,
    `form-action 'self'${target}`,
    "base-uri 'none'",
    `frame-ancestors ${framing}`,
    // No script, ever. Its origin is ours: a page without one is, to browsers, as foreign as any other that sends here.
    "sandbox allow-forms allow-popups allow-same-origin allow-top-navigation-by-user-activation",
  ].join("; ");
}

function page(locale: Locale, title: string, content: ReactNode): string {
  const markup = renderToStaticMarkup(
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        {createElement("style", { dangerouslySetInnerHTML: { __html: pageStyle } })}
      </head>
      <body>
        <main>{content}</main>
      </body>
    </html>,
  );
  return `<!doctype html>${markup}`;
}

const paragraphs = (text: string): ReactNode =>
  text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== "")
    .map((part, index) => (
      <p key={index} className="text">
        {part.trim()}
      </p>
    ));

interface FieldProps {
  field: FormField;
  view: FormView;
  t: Say;
}

function Field({ field, view: { sent, faults }, t }: FieldProps) {
  const { name, kind, label, help, required, choices } = field;
  const fault = faults.get(name);
  const texts = textsOf(sent[inputName(name)]);
  const id = `field-${name}`;
  const notes = [help && `${id}-help`, fault && `${id}-fault`].filter(Boolean).join(" ") || undefined;
  const common = {
    id,
    name: inputName(name),
    "aria-describedby": notes,
    "aria-invalid": fault ? true : undefined,
    "aria-required": required || undefined,
  };
  const below = (
    <>
      {help !== "" && (
        <span className="help" id={`${id}-help`}>
          {help}
        </span>
      )}
      {fault && (
        <span className="fault" id={`${id}-fault`}>
          {t(fault.text, valuesOf(fault))}
        </span>
      )}
    </>
  );
  const mark = <span className="mark">{t(required ? "required" : "optional")}</span>;
  if (kind === "consent")
    return (
      <div className="field">
        <label className="tick">
          <input type="checkbox" value="yes" defaultChecked={texts.length > 0} {...common} />
          <span>
            {label} {mark}
          </span>
        </label>
        {below}
      </div>
    );
  if (kind === "choices" || (kind === "choice" && choices.length <= FEW))
    return (
      <fieldset className="field" aria-describedby={notes} aria-invalid={fault ? true : undefined}>
        <legend>
          {label} {mark}
        </legend>
        {choices.map((choice) => (
          <label key={choice} className="tick">
            <input
              type={kind === "choice" ? "radio" : "checkbox"}
              name={inputName(name)}
              value={choice}
              defaultChecked={texts.includes(choice)}
            />
            <span>{choice}</span>
          </label>
        ))}
        {below}
      </fieldset>
    );
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {mark}
      </label>
      {kind === "longText" ? (
        <textarea rows={5} defaultValue={texts[0] ?? ""} {...common} />
      ) : kind === "choice" ? (
        <select defaultValue={texts[0] ?? ""} {...common}>
          <option value="">{t("choose")}</option>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : kind === "file" ? (
        <input type="file" {...common} />
      ) : (
        <input defaultValue={texts[0] ?? ""} {...inputs[kind]} {...common} />
      )}
      {below}
    </div>
  );
}

/** As many choices can be looked over at once; more go into a list. */
const FEW = 6;

/** How browsers and phones' keyboards help with a kind. */
const inputs = {
  text: { type: "text" },
  phone: { type: "tel", autoComplete: "tel", inputMode: "tel" },
  email: { type: "email", autoComplete: "email", inputMode: "email" },
  number: { type: "text", inputMode: "decimal" },
  date: { type: "date" },
} as const;

const wordOf = (value: JsonObject[string] | undefined): string => (typeof value === "string" ? value.trim() : "");

const valuesOf = ({ text: _text, ...values }: Notice | AnswerFault): Record<string, number> => values;
