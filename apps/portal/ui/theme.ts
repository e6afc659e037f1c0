import classes from './theme.module.css';
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The accent: a deep petrol, far enough from the green of a verdict not to be taken for one. */
const petrol: MantineColorsTuple = [
  '#e9f3f5', '#d3e6ea', '#a8cdd6', '#79b3c0', '#4d98a9',
  '#2f8396', '#1d7084', '#0e5d70', '#0a4b5b', '#063945',
]; // prettier-ignore
const leaf: MantineColorsTuple = [
  '#e5f4ec', '#cce8d9', '#9bd1b4', '#66b98c', '#3ba36b',
  '#248c57', '#187a4a', '#12693f', '#0d5633', '#084226',
]; // prettier-ignore
const amber: MantineColorsTuple = [
  '#fdf2df', '#fae4bd', '#f3cb82', '#eab14a', '#d99622',
  '#b97a0d', '#9a6306', '#7f5105', '#664104', '#4c3003',
]; // prettier-ignore
const brick: MantineColorsTuple = [
  '#fcebe9', '#f8d5d1', '#efaaa3', '#e57c72', '#d95449',
  '#c73a2f', '#b02d23', '#96241b', '#7b1d16', '#5f1611',
]; // prettier-ignore
/** Warm neutrals; `gray` so that every component of the kit takes them. */
const gray: MantineColorsTuple = [
  '#faf9f6', '#f4f2ee', '#e9e7e1', '#dcd9d1', '#c6c2b8',
  '#a5a297', '#7f7d73', '#5e5d55', '#3f403b', '#242724',
]; // prettier-ignore
const dark: MantineColorsTuple = [
  '#dfe5e5', '#b6c0c1', '#8d9a9c', '#5f6d70', '#3a474a',
  '#2a3538', '#1d2629', '#151c1f', '#0f1517', '#0a0e10',
]; // prettier-ignore

export const theme = createTheme({
  colors: { petrol, leaf, amber, brick, gray, dark },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.36,
  fontFamily:
    'ui-sans-serif, system-ui, -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Open Sans", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Mono", "Segoe UI Mono", "Roboto Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.5', lg: '1.5', xl: '1.5' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.2' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.3' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.35' },
    },
  },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '18px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'sm' }, styles: { label: { fontWeight: 560 } } },
    InputWrapper: { defaultProps: { withAsterisk: false } },
    Modal: {
      defaultProps: { radius: 'lg', centered: true, overlayProps: { backgroundOpacity: 0.4, blur: 2 } },
    },
    Tooltip: {
      defaultProps: { withArrow: true, openDelay: 300, events: { hover: true, focus: true, touch: true } },
    },
    SegmentedControl: { classNames: { root: classes.segments, indicator: classes.segment } },
    Menu: { defaultProps: { radius: 'md', shadow: 'md', width: 240 } },
  },
});

/** The portal's own tokens, on top of the kit's. Every pair of ink and ground has a contrast of at least 4.5 to 1. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--cu-rail-width': '13.5rem',
    '--cu-header-height': '3.5rem',
  },
  light: {
    '--mantine-color-body': '#f6f4f0',
    '--mantine-color-text': '#182220',
    '--mantine-color-dimmed': '#59645f',
    '--mantine-color-default-border': '#d3d0c7',
    '--mantine-color-placeholder': '#7b807a',
    '--mantine-color-error': '#b02d23',
    '--cu-canvas': '#f6f4f0',
    '--cu-surface': '#ffffff',
    '--cu-sunken': '#faf9f6',
    '--cu-hover': '#f5f3ee',
    '--cu-line': '#e3e0d8',
    '--cu-ink': '#182220',
    '--cu-ink-2': '#48534f',
    '--cu-ink-3': '#616b67',
    '--cu-accent': '#0e5d70',
    '--cu-accent-soft': '#e3eff2',
    '--cu-ok': '#12693f',
    '--cu-ok-soft': '#e5f4ec',
    '--cu-ok-line': '#9bd1b4',
    '--cu-warn': '#855204',
    '--cu-warn-soft': '#fdf2df',
    '--cu-warn-line': '#eccb8c',
    '--cu-stop': '#a5281f',
    '--cu-stop-soft': '#fcebe9',
    '--cu-stop-line': '#efaaa3',
    '--cu-shadow': '0 1px 2px rgb(24 34 32 / 4%), 0 4px 16px rgb(24 34 32 / 4%)',
  },
  dark: {
    '--mantine-color-body': '#0f1517',
    '--mantine-color-text': '#e6ebea',
    '--mantine-color-dimmed': '#9ba8a8',
    '--mantine-color-default-border': '#364246',
    '--mantine-color-placeholder': '#7d8b8c',
    '--mantine-color-error': '#ff9a8f',
    '--cu-canvas': '#0f1517',
    '--cu-surface': '#161e21',
    '--cu-sunken': '#12191b',
    '--cu-hover': '#1b2528',
    '--cu-line': '#283437',
    '--cu-ink': '#e6ebea',
    '--cu-ink-2': '#b9c4c4',
    '--cu-ink-3': '#95a2a3',
    '--cu-accent': '#79c2d1',
    '--cu-accent-soft': '#163037',
    '--cu-ok': '#6fd3a0',
    '--cu-ok-soft': '#13291f',
    '--cu-ok-line': '#2b5a44',
    '--cu-warn': '#edbd6a',
    '--cu-warn-soft': '#2c2413',
    '--cu-warn-line': '#5f4c22',
    '--cu-stop': '#ff9a8f',
    '--cu-stop-soft': '#331b19',
    '--cu-stop-line': '#6d352f',
    '--cu-shadow': '0 1px 2px rgb(0 0 0 / 30%)',
  },
});
