import { graphql, type ResultOf } from '@/lib/graphql';

export const ProductFields = graphql(`
  fragment ProductFields on Product {
    id
    gtin
    ndc
    name
    substance
    strength
    form
    baseUnit
    packQuantity
    prescriptionOnly
    schedule
  }
`);

export type Product = ResultOf<typeof ProductFields>;
