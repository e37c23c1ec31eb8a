import { useState } from "react";
import { Button, Menu, Stack, Text } from "@mantine/core";
import { IconDownload, IconListDetails } from "@tabler/icons-react";
import { auditFile, useAudit } from "../api/audit.js";
import { useMay } from "../api/permission.js";
import { WhoMay } from "../ui/allowed.js";
import { useLanguage, useT } from "../ui/language.js";
import { More } from "../ui/more.js";
import { Page } from "../ui/page.js";
import { Empty, Failed, Waiting } from "../ui/states.js";
import { EntryTable } from "./entry-table.js";
import { everything, FilterFields, filterOf, type Wish } from "./filter-fields.js";

/** Who did what, when and from where, for those who answer for it. */
export default function AuditPage() {
  const t = useT();
  if (useMay()("audit.view")) return <Log />;
  return (
    <Page title={t("audit.title")} text={t("audit.text")}>
      <WhoMay permission="audit.view" see />
    </Page>
  );
}

function Log() {
  const t = useT();
  const { locale } = useLanguage();
  const [wish, setWish] = useState<Wish>(everything);
  const filter = filterOf(wish);
  const log = useAudit(filter, locale);
  const entries = log.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page
      title={t("audit.title")}
      text={t("audit.text")}
      button={
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />} data-testid="audit-download">
              {t("audit.download")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {(["csv", "json"] as const).map((format) => (
              <Menu.Item key={format} component="a" href={auditFile(filter, format, locale)} download>
                {t(`audit.download.${format}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      }
    >
      <Stack>
        <FilterFields wish={wish} onChange={setWish} />
        {log.isPending && <Waiting rows={6} />}
        {log.error && <Failed error={log.error} again={() => void log.refetch()} />}
        {log.isSuccess && entries.length === 0 && (
          <Empty icon={IconListDetails} title={t("audit.empty.title")} text={t("audit.empty.text")}>
            <Button variant="default" onClick={() => setWish(everything)}>
              {t("audit.empty.button")}
            </Button>
          </Empty>
        )}
        {entries.length > 0 && <EntryTable entries={entries} />}
        <More list={log} />
        {log.isSuccess && !log.hasNextPage && entries.length > 0 && (
          <Text size="sm" c="dimmed">
            {t("audit.end")}
          </Text>
        )}
      </Stack>
    </Page>
  );
}
