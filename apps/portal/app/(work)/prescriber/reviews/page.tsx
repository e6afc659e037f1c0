import { EmergencyReviews } from '@/features/records/emergency-reviews';

export default function ReviewsPage() {
  return <EmergencyReviews />;
}
