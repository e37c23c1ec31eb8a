import { useT } from "../ui/language.js";
import { Page } from "../ui/page.js";
import Gallery from "./gallery.js";
import { ImportDrop } from "./import-drop.js";

/** The gallery as a page of its own. */
export default function TemplatesPage() {
  const t = useT();
  return (
    <ImportDrop>
      <Page title={t("templates.title")} text={t("templates.text")}>
        <Gallery />
      </Page>
    </ImportDrop>
  );
}
