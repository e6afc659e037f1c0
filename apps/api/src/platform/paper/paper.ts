import PDFDocument from 'pdfkit';
import { lettersFor } from './letters.js';

const MM = 72 / 25.4;
const MARGIN = 18 * MM;
const WIDTH = (210 - 36) * MM;
const INK = '#111111';
const FAINT = '#555555';
const ALARM = '#b3261e';

export type Fact = readonly [label: string, value: string | null];

/** A4 pages of words. Whatever is written on it is printed as it is: nothing in a text is an instruction. */
export class Paper {
  private readonly document: PDFKit.PDFDocument;
  private readonly written: Buffer[] = [];
  private readonly ended: Promise<void>;

  constructor(
    title: string,
    private readonly foot: string,
  ) {
    this.document = new PDFDocument({
      size: 'A4',
      margin: MARGIN,
      bufferPages: true,
      info: { Title: title, Creator: 'Custodia' },
    });
    this.document.on('data', (chunk: Buffer) => this.written.push(chunk));
    this.ended = new Promise((resolve, reject) => this.document.on('end', resolve).on('error', reject));
    this.line(title, { size: 17, bold: true });
    this.document.moveDown(0.4);
  }

  heading(words: string): void {
    this.room(18 * MM);
    this.document.moveDown(0.8);
    this.line(words, { size: 12.5, bold: true });
    this.document.moveDown(0.3);
  }

  text(words: string, mark?: 'FAINT' | 'ALARM'): void {
    const color = mark === 'ALARM' ? ALARM : mark === 'FAINT' ? FAINT : INK;
    this.line(words, { size: 9.5, color, bold: mark === 'ALARM' });
    this.document.moveDown(0.15);
  }

  /** For commands and hashes: nothing is broken up where a reader would copy it. */
  code(words: string): void {
    this.document.font('Courier').fontSize(8).fillColor(INK).text(words, MARGIN, undefined, { width: WIDTH });
    this.document.moveDown(0.2);
  }

  /** Labels with their values; what is null is left out. */
  facts(facts: readonly Fact[]): void {
    for (const [label, value] of facts) if (value !== null) this.besides(label, value);
    this.document.moveDown(0.3);
  }

  /** Something in the margin, and words beside it that stay together on a page. */
  entry(aside: string, head: string, words: readonly string[], alarm?: string): void {
    this.room((10 + 5 * words.length + (alarm ? 5 : 0)) * MM);
    if (alarm) this.indented(alarm, { size: 9.5, bold: true, color: ALARM });
    this.besides(aside, head, true);
    for (const one of words) this.indented(one, { size: 9, color: FAINT });
    this.document.moveDown(0.5);
  }

  async finish(): Promise<Buffer> {
    const { start, count } = this.document.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      this.document.switchToPage(page);
      // Below the margin text would open another page.
      this.document.page.margins.bottom = 0;
      const words = lettersFor(this.document, `${this.foot} · ${page + 1}/${count}`);
      this.document
        .fontSize(7.5)
        .fillColor(FAINT)
        .text(words, MARGIN, this.document.page.height - 11 * MM, { width: WIDTH, lineBreak: false });
    }
    this.document.end();
    await this.ended;
    return Buffer.concat(this.written);
  }

  private besides(label: string, value: string, bold = false): void {
    const { document } = this;
    const top = document.y;
    const words = lettersFor(document, label);
    document
      .fontSize(9)
      .fillColor(FAINT)
      .text(words, MARGIN, top, { width: ASIDE - 3 * MM });
    const below = document.y;
    const turned = document.bufferedPageRange().count;
    const beside = lettersFor(document, value, bold);
    document
      .fontSize(9.5)
      .fillColor(INK)
      .text(beside, MARGIN + ASIDE, top, { width: WIDTH - ASIDE });
    if (document.bufferedPageRange().count === turned) document.y = Math.max(document.y, below);
    document.x = MARGIN;
  }

  private indented(words: string, style: Style): void {
    this.line(words, style, ASIDE);
  }

  private line(words: string, { size, bold = false, color = INK }: Style, indent = 0): void {
    const shown = lettersFor(this.document, words, bold);
    this.document
      .fontSize(size)
      .fillColor(color)
      .text(shown, MARGIN + indent, undefined, { width: WIDTH - indent });
    this.document.x = MARGIN;
  }

  private room(height: number): void {
    if (this.document.y + height > this.document.page.height - MARGIN) this.document.addPage();
  }
}

const ASIDE = 42 * MM;

interface Style {
  readonly size: number;
  readonly bold?: boolean;
  readonly color?: string;
}
