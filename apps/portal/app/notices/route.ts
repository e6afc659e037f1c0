import { passToApi } from '@/lib/api-proxy';

export const dynamic = 'force-dynamic';

export { passToApi as POST };
