export { WebhooksScreen as default } from '@/features/notices/webhooks-screen';
