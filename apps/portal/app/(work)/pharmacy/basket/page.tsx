import { BasketScreen } from '@/features/dispensing/basket-screen';

export default function BasketPage() {
  return <BasketScreen />;
}
