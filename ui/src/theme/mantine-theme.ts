import { createTheme, defaultVariantColorsResolver } from '@mantine/core';

/** react-remove-scroll, behind `lockScroll`, adds a style element, which the content security policy refuses. */
const NO_LOCK = { lockScroll: false } as const;
const QUICK = { transitionProps: { duration: 80 } } as const;

export const mantineTheme = createTheme({
  primaryColor: 'gray',
  respectReducedMotion: true,
  cursorType: 'pointer',
  variantColorResolver(input) {
    const colors = defaultVariantColorsResolver(input);
    if (input.variant !== 'filled' || (input.color !== undefined && input.color !== 'gray')) return colors;
    return { ...colors, background: 'var(--ink)', hover: 'var(--ink-hover)', color: 'var(--ink-contrast)' };
  },
  // By name, not by `extend`: that would load dialogs before anyone opens one.
  components: {
    Modal: { defaultProps: { ...NO_LOCK, ...QUICK } },
    ModalRoot: { defaultProps: { ...NO_LOCK, ...QUICK } },
    Drawer: { defaultProps: { ...NO_LOCK, ...QUICK } },
    // The placeholder is no valid child of a menu; the first entry is focused instead.
    Menu: { defaultProps: { shadow: 'md', withInitialFocusPlaceholder: false, ...QUICK } },
    Popover: { defaultProps: { shadow: 'md', ...QUICK } },
    Tooltip: { defaultProps: { openDelay: 250, multiline: true, events: { hover: true, focus: true, touch: false } } },
  },
});
