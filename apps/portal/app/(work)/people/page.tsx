export { PeopleScreen as default } from '@/features/identity/people-screen';
