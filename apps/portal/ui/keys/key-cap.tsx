import classes from './keys.module.css';

/** A key as it stands on the keyboard. Decoration beside a label, so it is hidden from those who hear the label. */
export function KeyCap({ children }: { children: string }) {
  return (
    <kbd className={classes.cap} aria-hidden>
      {children}
    </kbd>
  );
}
