/** A section of the card with its heading. */
export interface CardSection {
  readonly heading: string;
  readonly lines: readonly string[];
}

const WIDTH = 1080;
const HEIGHT = 2340;
const MARGIN = 84;
/** Below the clock of a lock screen, and above its buttons. */
const TOP = 720;
const BOTTOM = HEIGHT - 360;

/** Draws the card as large as a phone's lock screen. What does not fit is said to be missing, never cut off silently. */
export function drawCard(
  canvas: HTMLCanvasElement,
  title: string,
  sections: readonly CardSection[],
  more: string,
): void {
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser draws no pictures.');
  context.fillStyle = '#0e5d70';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = '#ffffff';
  context.textBaseline = 'top';
  let y = TOP;
  const write = (text: string, size: number, weight: number, indent = 0) => {
    context.font = `${weight} ${size}px system-ui, sans-serif`;
    const width = WIDTH - 2 * MARGIN - indent;
    for (const row of rowsOf(text, (one) => context.measureText(one).width <= width)) {
      context.fillText(row, MARGIN + indent, y);
      y += size * 1.3;
    }
  };
  write(title, 64, 700);
  for (const { heading, lines } of sections) {
    if (y > BOTTOM - 200) return write(more, 40, 600);
    y += 36;
    write(heading, 40, 600);
    for (const line of lines) {
      if (y > BOTTOM - 60) return write(more, 40, 600);
      write(line, 46, 500, 24);
    }
  }
}

/** Breaks a text into rows that fit. Pure. */
export function rowsOf(text: string, fits: (row: string) => boolean): string[] {
  const rows: string[] = [];
  for (const word of text.split(/\s+/)) {
    const row = rows.at(-1);
    if (row !== undefined && fits(`${row} ${word}`)) rows[rows.length - 1] = `${row} ${word}`;
    else rows.push(word);
  }
  return rows;
}
