import classes from './patient.module.css';

/** A code in groups, as it is copied from paper. */
export function CodeOnPaper({ code, label }: { code: string; label: string }) {
  return (
    <output className={classes.code} aria-label={label}>
      {code.split('-').map((group, n) => (
        <span key={n}>{group}</span>
      ))}
    </output>
  );
}
