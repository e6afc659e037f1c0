import { describe, expect, it } from 'vitest';
import { aHop as hop } from './a-hop';
import { svgOf } from './trace-export';
import { layoutOf } from './trace-layout';

const words = {
  place: ({ place }: { place: string }) => place,
  time: () => 'then',
  what: () => 'Shipped & received',
  stack: () => 'in …0012',
};

describe('the picture of a trace', () => {
  it('is drawn without a style sheet, names escaped, with its stripes and what the pack left in', () => {
    const hops = [
      hop('SHIPPED', 'maker', { containers: ['003600000000000012'] }),
      hop('RECEIVED', 'pharmacy'),
    ];
    const svg = svgOf(layoutOf({ hops }), 'a & b', words);
    expect(svg).toContain('<title>a &amp; b</title>');
    expect(svg).toContain('Place &lt;maker&gt;');
    expect(svg).toContain('Organisation of pharmacy');
    expect(svg).toContain('Shipped &amp; received');
    expect(svg).toContain('in …0012');
    expect(svg).not.toContain('<maker>');
    expect(svg.match(/<path/g)).toHaveLength(1);
  });

  it('keeps what it says within the boxes, line by line', () => {
    const long = 'Registered by its maker … Shipped (S261123-PDJHHJ)';
    const svg = svgOf(layoutOf({ hops: [hop('SHIPPED', 'maker')] }), 'x', { ...words, what: () => long });
    const lines = [...svg.matchAll(/font-size="11">([^<]*)</g)].map(([, line]) => line!);
    expect(lines.join(' ')).toContain(long);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(34);
  });
});
