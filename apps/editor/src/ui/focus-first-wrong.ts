import type { FormErrors } from "@mantine/form";
import type { FormEvent } from "react";

/**
 * For `form.onSubmit`: a form that cannot be sent leads to its first field that has to be mended, which a screen reader then reads
 * with what is wrong in it.
 */
export function focusFirstWrong(errors: FormErrors, _values: unknown, event?: FormEvent<HTMLFormElement>): void {
  const [path] = Object.keys(errors);
  event?.currentTarget.querySelector<HTMLElement>(`[data-path="${path}"]`)?.focus();
}
