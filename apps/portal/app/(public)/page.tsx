import { redirect } from 'next/navigation';

/** The portal has no front page of its own: those who are signed in are sent on from there. */
export default function StartPage(): never {
  redirect('/home');
}
