import {
  Alert,
  Badge,
  Drawer,
  Menu,
  Modal,
  Notification,
  Popover,
  createTheme,
  type CSSVariablesResolver,
} from "@mantine/core";

/** One accent, an 8-pixel rhythm and one type scale; everything else is Mantine's. */
export const theme = createTheme({
  primaryColor: "cyan",
  primaryShade: { light: 9, dark: 9 },
  defaultRadius: "md",
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  headings: {
    fontWeight: "600",
    sizes: { h1: { fontSize: "1.5rem" }, h2: { fontSize: "1.125rem" }, h3: { fontSize: "1rem" } },
  },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  // Coloured titles on their own tint are hard to read; the icon keeps the colour.
  components: {
    Alert: Alert.extend({ styles: { title: { color: "var(--mantine-color-text)" } } }),
    Badge: Badge.extend({
      defaultProps: { variant: "light", tt: "none" },
      styles: (_theme, { variant }) => (variant === "filled" ? {} : { label: { color: "var(--mantine-color-text)" } }),
    }),
    // Titles have names in them, which take a second line.
    Modal: Modal.extend({ styles: { title: { fontWeight: 600, lineHeight: 1.35 } } }),
    Drawer: Drawer.extend({ styles: { title: { fontWeight: 600, lineHeight: 1.35 } } }),
    // Its grey is too light to be read, and it is what people have to do something about.
    Notification: Notification.extend({ styles: { description: { color: "var(--mantine-color-text)" } } }),
    // A press on the canvas closes panels too: there, mouse events go no further than the drawing.
    Popover: Popover.extend({ defaultProps: { clickOutsideEvents: ["pointerdown"] } }),
    // Something without a name that takes the focus has no place in a menu.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false, clickOutsideEvents: ["pointerdown"] } }),
  },
  respectReducedMotion: true,
  cursorType: "pointer",
});

/** Greys and the red of errors that are still read easily (AA) on both grounds, and the ground of the canvas. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-cyan-filled-hover": "#095c6b",
    "--mantine-color-dimmed": "#5c636a",
    "--mantine-color-error": "#c92a2a",
    "--mantine-color-placeholder": "#6f777f",
    "--leeway-ground": "#f4f6f8",
    "--leeway-line": "#8a949e",
  },
  // The accent of dark screens: white is read on it (4.7), and it stands out from the ground (3.3).
  dark: {
    "--mantine-color-cyan-filled": "#0d7f92",
    "--mantine-color-cyan-filled-hover": "#0b7285",
    // A ground for a whole sentence, not a signal lamp.
    "--mantine-color-red-light": "#3a2023",
    "--mantine-color-orange-light": "#3b2a18",
    "--mantine-color-yellow-light": "#383016",
    "--mantine-color-violet-light": "#2f2947",
    "--mantine-color-teal-light": "#12352b",
    "--mantine-color-dimmed": "#a6adb4",
    "--mantine-color-error": "#ff8787",
    "--mantine-color-placeholder": "#8f979e",
    "--leeway-ground": "#1d1f21",
    "--leeway-line": "#78828c",
  },
});
