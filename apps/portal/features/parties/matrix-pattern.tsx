const SIDE = 18;

/** A field of modules with the finder edges of a DataMatrix. Drawn, not encoded: it says nothing. */
export function MatrixPattern({ className }: { className: string | undefined }) {
  const cells: string[] = [];
  for (let row = 0; row < SIDE; row += 1) {
    for (let column = 0; column < SIDE; column += 1) {
      const finder = column === 0 || row === SIDE - 1;
      const timing = (row === 0 && column % 2 === 0) || (column === SIDE - 1 && row % 2 === 1);
      const inner =
        row > 0 && column < SIDE - 1 && ((row * 7 + column * 13 + row * column * 5) % 11) % 2 === 0;
      if (finder || timing || inner) cells.push(`M${column} ${row}h1v1h-1z`);
    }
  }
  return (
    <svg className={className} viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden focusable="false">
      <path d={cells.join('')} fill="currentColor" />
    </svg>
  );
}
