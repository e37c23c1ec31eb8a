import { Text } from "@mantine/core";
import { sayStepError } from "@leeway/api";
import { evaluateTemplate, isTemplate, parseTemplate, type Fault } from "@leeway/engine";
import { useLanguage, useT } from "../ui/language.js";
import { useGlimpse } from "./glimpse.js";
import { usePreview } from "./preview-context.js";
import css from "./expression.module.css";

/** What an expression would give now, with the last run's values or samples; or why it gives nothing, unless that is `told`. */
export function ExpressionPreview({ text, id, told }: { text: string; id: string; told: boolean }) {
  const t = useT();
  const { scope } = usePreview();
  const glimpse = useGlimpse();
  if (!isTemplate(text)) return null;
  const parsed = parseTemplate(text);
  // While it is being written it cannot be whole: said quietly, and loudly only once one leaves the field.
  if (!parsed.ok) return told ? null : <FaultLine fault={parsed.fault} id={id} quiet />;
  const found = evaluateTemplate(parsed.template, scope);
  if (found.kind === "fault") return <FaultLine fault={found.fault} id={id} />;
  if (found.kind === "missing") return told ? null : <FaultLine fault={found.fault} id={id} soft />;
  return (
    <Text id={id} size="xs" c="dimmed" className={css.preview} data-testid="preview">
      <span className={css.equals} aria-label={t("expression.gives")} role="img">
        =
      </span>
      {"\u00a0"}
      {glimpse(found.value, "whole")}
    </Text>
  );
}

/** A missing value is no mistake: the sample may just lack it. */
function FaultLine({
  fault,
  id,
  soft = false,
  quiet = soft,
}: {
  fault: Fault;
  id: string;
  soft?: boolean;
  quiet?: boolean;
}) {
  const t = useT();
  const { locale } = useLanguage();
  const { nodeName } = usePreview();
  const { message, hint } = sayStepError(fault, locale, nodeName);
  const looks = quiet ? { c: "dimmed" } : { c: "var(--leeway-fault)" };
  return (
    <Text id={id} size="xs" {...looks} className={css.preview} data-testid={soft ? "preview-missing" : "preview-fault"}>
      {soft ? t("expression.missing", { message }) : message}
      {!quiet && hint !== undefined && ` ${hint}`}
    </Text>
  );
}
