import { modals } from "@mantine/modals";
import { ApiProblem } from "../api/http.js";
import type { Translate } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { Identity } from "./identity.js";

/** What somebody does who closes the question instead of answering it. */
export class NotConfirmed extends Error {}

/** Says why something was not done; not to who closed the question themselves. */
export function sayRefusal(error: unknown, t: Translate): void {
  if (!(error instanceof NotConfirmed)) sayError(error, t);
}

/** Does something that takes who has shown lately who they are: asks for it where the server wants it, then does it again. */
export async function confirmed<T>(t: Translate, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== "auth.confirm") throw error;
    await askIdentity(t);
    return act();
  }
}

const askIdentity = (t: Translate) =>
  new Promise<void>((resolve, reject) => {
    const id = modals.open({
      title: t("account.confirm.title"),
      closeButtonProps: { "aria-label": t("common.close") },
      onClose: () => reject(new NotConfirmed()),
      children: (
        <Identity
          onDone={() => {
            resolve();
            modals.close(id);
          }}
          onCancel={() => modals.close(id)}
        />
      ),
    });
  });
