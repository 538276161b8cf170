/** The look: one accent colour, a cool neutral scale, AA contrast in both schemes. */
import { t } from "@lingui/core/macro";
import { type CSSVariablesResolver, createTheme, type DrawerProps, type MantineColorsTuple, type MantineThemeComponent, type MantineThemeOverride, mergeThemeOverrides, type ModalProps } from "@mantine/core";

const accent: MantineColorsTuple = [
  "#eef1fe", "#dde3fd", "#b9c4f9", "#93a4f5", "#7287f0", "#5a70ea", "#4759d6", "#3b4bbd", "#303d9a", "#252f78",
];
const dark: MantineColorsTuple = [
  "#d9dbe3", "#bfc2cd", "#9da1af", "#737888", "#3d414d", "#31353f", "#24272f", "#1a1c22", "#121419", "#0c0d11",
];

// Plain data instead of `Modal.extend`: what is only named here is not loaded with the first page.
const opening: Partial<ModalProps & DrawerProps> = { attributes: { header: { role: "presentation" } } };
const components: Record<string, MantineThemeComponent> = {
  Card: { defaultProps: { withBorder: true, padding: "lg", radius: "md" }, styles: { root: { backgroundColor: "var(--mantine-color-body)" } } },
  // A dialog's header is not the page's banner.
  Modal: { defaultProps: { centered: true, ...opening } },
  Drawer: { defaultProps: opening },
  // An empty place that takes the focus first is no item, and a menu has only items.
  Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
  Notification: { styles: { description: { color: "var(--mantine-color-dimmed)" } } },
  // The library's track is too faint to tell when it is off.
  Switch: { styles: { track: { border: "1px solid var(--ledgerline-neutral)" } } },
  Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
};

const look = createTheme({
  primaryColor: "accent",
  primaryShade: 6,
  black: "#1b1e26",
  colors: { accent, dark },
  defaultRadius: "md",
  cursorType: "pointer",
  fontFamily: "Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  headings: { fontWeight: "650", sizes: { h1: { fontSize: "1.5rem", lineHeight: "1.3" }, h2: { fontSize: "1.0625rem", lineHeight: "1.4" }, h3: { fontSize: "0.9375rem", lineHeight: "1.45" } } },
  components,
});

/** The look, with the names of its own buttons in the language that was started. */
export function themeInLanguage(): MantineThemeOverride {
  const closing = { defaultProps: { closeButtonProps: { "aria-label": t`Close` } } };
  const revealing = { defaultProps: { visibilityToggleButtonProps: { "aria-label": t`Show what is typed` } } };
  return mergeThemeOverrides(look, { components: { Modal: closing, Drawer: closing, Notification: closing, PasswordInput: revealing } });
}

/** Colours of our own beside Mantine's; the library's dimmed and placeholder texts are too faint for AA. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#596072",
    "--mantine-color-placeholder": "#697083",
    "--mantine-color-anchor": "#3b4bbd",
    "--mantine-color-error": "#b42318",
    "--ledgerline-canvas": "#f6f7f9",
    "--ledgerline-border": "#e2e5eb",
    "--ledgerline-subtle": "#f6f7f9",
    "--ledgerline-success": "#17663a",
    "--ledgerline-danger": "#b42318",
    "--ledgerline-warning": "#8a4b08",
    "--ledgerline-info": "#3b4bbd",
    "--ledgerline-neutral": "#4b5262",
    "--ledgerline-success-soft": "#e8f6ee",
    "--ledgerline-danger-soft": "#fdeeec",
    "--ledgerline-warning-soft": "#fdf3e3",
    "--ledgerline-info-soft": "#eef1fe",
    "--ledgerline-neutral-soft": "#eff1f4",
  },
  dark: {
    "--mantine-color-dimmed": "#a3a7b5",
    "--mantine-color-placeholder": "#8d92a1",
    "--mantine-color-anchor": "#a9b7f8",
    "--mantine-color-error": "#ff9b90",
    "--ledgerline-canvas": "#121419",
    "--ledgerline-border": "#2d313a",
    "--ledgerline-subtle": "#20232a",
    "--ledgerline-success": "#7bd8a0",
    "--ledgerline-danger": "#ff9b90",
    "--ledgerline-warning": "#f2bd6c",
    "--ledgerline-info": "#a9b7f8",
    "--ledgerline-neutral": "#bfc2cd",
    "--ledgerline-success-soft": "#17301f",
    "--ledgerline-danger-soft": "#3a1d1b",
    "--ledgerline-warning-soft": "#35270f",
    "--ledgerline-info-soft": "#222a4d",
    "--ledgerline-neutral-soft": "#2a2d36",
  },
});
