import { useMemo } from "react";
import { MantineThemeProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { useT } from "./language.js";

/** What was said of late, in the corner; each can be put away by a button that says so. */
export function Told() {
  const t = useT();
  const closeLabel = t("common.close");
  const theme = useMemo(
    () => ({ components: { Notification: { defaultProps: { closeButtonProps: { "aria-label": closeLabel } } } } }),
    [closeLabel],
  );
  return (
    <MantineThemeProvider theme={theme}>
      <Notifications position="bottom-right" />
    </MantineThemeProvider>
  );
}
