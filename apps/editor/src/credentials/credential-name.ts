import type { Credential } from "@leeway/api";
import type { Translate } from "../ui/language.js";

/** The sandbox's own credential is mostly called so already. */
const saysSandbox = (name: string, t: Translate) =>
  name.toLocaleLowerCase().includes(t("credentials.sandbox").toLocaleLowerCase());

/** What a credential is called where one of several is chosen: the sandbox's always says so. */
export const credentialName = ({ name, sandbox }: Credential, t: Translate): string =>
  sandbox && !saysSandbox(name, t) ? t("inspector.credential.sandbox", { name }) : name;
