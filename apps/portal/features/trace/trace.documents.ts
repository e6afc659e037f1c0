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
        containers {
          sscc
          kind
        }
        hops {
          at
          kind
          shipment
          containers
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
            organisation
            city
          }
          to {
            id
            name
            organisation
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

export const GoodsTraceQuery = graphql(`
  query GoodsTrace($code: String!) {
    traceGoods(code: $code) {
      packedAt
      container {
        sscc
        kind
        parent
        units
      }
      shipment {
        number
        units
      }
      standsAt {
        name
        city
      }
      shipments {
        id
        number
        status
        shippedAt
        settledAt
        from {
          name
          city
        }
        to {
          name
          city
        }
      }
      containers {
        sscc
        kind
        units
      }
      holders {
        units
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
`);

export type GoodsTrace = NonNullable<ResultOf<typeof GoodsTraceQuery>['traceGoods']>;

export const GoodsUnitsQuery = graphql(
  `
    query GoodsUnits($code: String!, $first: Int!, $after: String) {
      traceGoods(code: $code) {
        units(first: $first, after: $after) {
          nodes {
            lotNumber
            serial
            containers
            status
            product {
              ...ProductFields
            }
            holder {
              name
              city
            }
            to {
              name
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
          totalCount
        }
      }
    }
  `,
  [ProductFields],
);

export type TracedUnit = NonNullable<
  ResultOf<typeof GoodsUnitsQuery>['traceGoods']
>['units']['nodes'][number];
