/** Mass, volume, international units and per cent, each to its smallest unit. */
const UNITS: Readonly<Record<string, readonly [base: string, factor: number]>> = {
  g: ['ng', 1e9],
  mg: ['ng', 1e6],
  mcg: ['ng', 1e3],
  ug: ['ng', 1e3],
  µg: ['ng', 1e3],
  μg: ['ng', 1e3],
  ng: ['ng', 1],
  l: ['ul', 1e6],
  ml: ['ul', 1e3],
  iu: ['iu', 1],
  unt: ['iu', 1],
  units: ['iu', 1],
  unit: ['iu', 1],
  '%': ['%', 1],
};

/** `500 mg`, `0.5 g` and `500MG` are one strength; what is not understood is compared as text. */
export function sameStrength(a: string, b: string): boolean {
  return canonical(a) === canonical(b);
}

function canonical(strength: string): string {
  const text = strength.trim().toLowerCase().replace(/\s+/g, ' ');
  return text
    .replace(/(\d+(?:[.,]\d+)?|[.,]\d+)\s*([a-zµμ%]+)/g, (whole, amount: string, unit: string) => {
      const known = UNITS[unit];
      if (!known) return whole.replace(/\s/g, '');
      return `${Number((Number(amount.replace(',', '.')) * known[1]).toPrecision(12))}${known[0]}`;
    })
    .replace(/\s*\/\s*/g, '/');
}
