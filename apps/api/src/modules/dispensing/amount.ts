/** An amount in words. Base units are named in the singular; units of measure such as ml have no other form. */
export function amount(count: number, unit: string): string {
  return `${count} ${count === 1 ? unit : plural(unit)}`;
}

export function plural(unit: string): string {
  if (!/^[a-z]{3,}$/i.test(unit) || unit.endsWith('s')) return unit;
  return /(ch|sh|x|z)$/.test(unit) ? `${unit}es` : `${unit}s`;
}
