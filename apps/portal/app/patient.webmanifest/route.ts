import { getLocale, getTranslations } from 'next-intl/server';

/** https://www.w3.org/TR/appmanifest/: what makes the patient's side an app on a phone, in the language chosen. */
export async function GET(): Promise<Response> {
  const [t, lang] = await Promise.all([getTranslations('record'), getLocale()]);
  const icon = (name: string, size: number, purpose: 'any' | 'maskable') => ({
    src: `/icons/${name}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  const manifest = {
    id: '/patient',
    start_url: '/patient',
    scope: '/patient',
    display: 'standalone',
    lang,
    name: t('app.name'),
    short_name: t('brand'),
    description: t('app.description'),
    background_color: '#f6f4f0',
    theme_color: '#0e5d70',
    categories: ['medical', 'health'],
    icons: [
      icon('record-192', 192, 'any'),
      icon('record-512', 512, 'any'),
      icon('record-maskable-512', 512, 'maskable'),
    ],
  };
  return Response.json(manifest, { headers: { 'content-type': 'application/manifest+json' } });
}
