import { useState, type FormEvent } from "react";
import type { Credential, CredentialType } from "@leeway/api";
import { ApiProblem } from "../api/http.js";
import { useSaveCredential } from "../api/workspace.js";
import { useT } from "../ui/language.js";
import type { MessageId } from "../messages/catalogue.js";
import { sayDone, sentence } from "../ui/said.js";
import { dataOf, fieldPlans, formOf, keepsSecret, faultsOf, type CredentialForm } from "./credential-model.js";

const none: ReadonlyMap<string, MessageId> = new Map();

interface FormPlan {
  credential: Credential | undefined;
  type: CredentialType | undefined;
  onSaved: (credential: Credential) => void;
}

/** The state of the form; what was typed is kept whatever the server says. */
export function useCredentialForm({ credential, type, onSaved }: FormPlan) {
  const t = useT();
  const save = useSaveCredential();
  const [form, setForm] = useState(() => formOf(credential?.type ?? type ?? "leelooToken", credential));
  const [faults, setFaults] = useState<ReadonlyMap<string, MessageId>>(none);
  const refused = save.error instanceof ApiProblem ? save.error.errors : [];
  const stored = keepsSecret(form, credential);
  const isAt = (path: string, field: string) =>
    path === field || path.startsWith(`${field}[`) || path.startsWith(`${field}.`);
  const fields = ["name", ...fieldPlans[form.type].map(({ name }) => `data.${name}`)];
  const placed = refused.length > 0 && refused.every(({ path }) => fields.some((field) => isAt(path, field)));
  return {
    form,
    /** A secret is kept unless it is typed anew. */
    stored,
    saving: save.isPending,
    /** A refusal that belongs to no field. */
    refusal: save.error && !placed ? sentence(save.error, t) : undefined,
    errorAt: (field: string): string | undefined => {
      const fault = faults.get(field);
      return fault ? t(fault) : refused.find(({ path }) => isAt(path, field))?.message;
    },
    change: (next: CredentialForm) => {
      setForm(next);
      setFaults(none);
      save.reset();
    },
    submit: (event: FormEvent) => {
      event.preventDefault();
      const found = faultsOf(form, stored);
      setFaults(found);
      if (found.size > 0) return;
      const told = (saved: Credential) => {
        sayDone(t("common.saved"));
        onSaved(saved);
      };
      const { type: kind, name } = form;
      save.mutate(
        { ...(credential && { id: credential.id }), type: kind, name: name.trim(), data: dataOf(form, stored) },
        { onSuccess: told },
      );
    },
  };
}
