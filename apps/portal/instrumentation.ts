/** Called once, before the portal answers anybody. */
export async function register(): Promise<void> {
  // Next.js leaves what follows out of what runs elsewhere only where it reads this by itself.
  // eslint-disable-next-line no-restricted-properties
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { writeOwnAddressHeader } = await import('@/lib/own-address-header');
  writeOwnAddressHeader();
}
