import { headers } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const html = (text: string) => text.replaceAll(/[&<>"]/g, (one) => ESCAPED[one] ?? one);

/** What the installed app shows without a connection: one page that stands alone, and holds nothing of anybody. */
export async function GET(): Promise<Response> {
  const [t, lang] = await Promise.all([getTranslations('record.offline'), getLocale()]);
  // Kept with the policy that names it: see proxy.ts.
  const nonce = (await headers()).get('x-nonce') ?? '';
  const page = `<!doctype html>
<html lang="${html(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(t('title'))} · Custodia</title>
<style nonce="${html(nonce)}">
:root { color-scheme: light dark; }
body { max-width: 30rem; margin: 0 auto; padding: 3rem 1.25rem; font: 1rem/1.5 system-ui, sans-serif; background: light-dark(#f6f4f0, #0f1517); color: light-dark(#16211f, #e8ecec); }
h1 { font-size: 1.5rem; line-height: 1.2; text-wrap: balance; }
a { display: block; margin-top: 1.5rem; padding: 0.85rem 1rem; border-radius: 0.5rem; background: #0e5d70; color: #fff; font-weight: 600; text-align: center; text-decoration: none; }
a:focus-visible { outline: 3px solid light-dark(#16211f, #e8ecec); outline-offset: 2px; }
</style>
</head>
<body>
<main>
<h1>${html(t('title'))}</h1>
<p>${html(t('text'))}</p>
<p>${html(t('card'))}</p>
<a href="/patient">${html(t('again'))}</a>
</main>
</body>
</html>
`;
  return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } });
}
