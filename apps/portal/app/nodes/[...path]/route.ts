import { passToNode } from '@/lib/api-proxy';

export const dynamic = 'force-dynamic';

export { passToNode as GET, passToNode as POST };
