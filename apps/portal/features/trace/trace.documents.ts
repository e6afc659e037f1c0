import { ProductFields } from '@/features/lots/product.documents';
import { graphql, type ResultOf } from '@/lib/graphql';

export const TraceQuery = graphql(
  `
    query Trace($gtin: Gtin!, $serial: String!, $lot: String) {
      trace(gtin: $gtin, serial: $serial, lot: $lot) {
        lotNumber
        serial
        status
        complete
        product {
          ...ProductFields
        }
        hops {
          at
          kind
          shipment
          container
          verdict
          confirmed
          txHash
          blockNumber
          gap
          answer
          note
          site {
            id
            name
            city
          }
          to {
            id
            name
            city
          }
        }
      }
    }
  `,
  [ProductFields],
);

export type Trace = NonNullable<ResultOf<typeof TraceQuery>['trace']>;
export type TraceHop = Trace['hops'][number];
