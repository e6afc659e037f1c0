/** The finder edge of a DataMatrix with three modules: the mark of every pack, and ours. */
export function BrandMark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <path d="M3 3h6v20h20v6H3z" fill="var(--cu-accent)" />
      <rect x="13" y="13" width="6" height="6" fill="var(--cu-accent)" />
      <rect x="23" y="13" width="6" height="6" fill="var(--cu-accent)" opacity=".45" />
      <rect x="23" y="3" width="6" height="6" fill="var(--cu-accent)" />
    </svg>
  );
}
