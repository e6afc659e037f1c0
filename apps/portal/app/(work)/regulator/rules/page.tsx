export { RulesScreen as default } from '@/features/alerts/rules-screen';
