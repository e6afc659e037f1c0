import { OperationFields } from '@/features/ledger/ledger.documents';
import { ProductFields } from '@/features/lots/product.documents';
import { graphql, type ResultOf } from '@/lib/graphql';

export const PartnersQuery = graphql(`
  query Partners($search: String, $first: Int, $after: String) {
    sites(search: $search, first: $first, after: $after) {
      nodes {
        id
        name
        organisation
        city
        country
        roles
        status
      }
    }
  }
`);

export const ReceiverLedgerIdsQuery = graphql(`
  query ReceiverLedgerIds($id: ID!) {
    site(id: $id) {
      id
      ledgerIds {
        id
        main
        purpose
        status
      }
    }
  }
`);

export type Partner = ResultOf<typeof PartnersQuery>['sites']['nodes'][number];

export const HoldingFields = graphql(
  `
    fragment HoldingFields on Holding {
      units
      active
      recalled
      ranges {
        from
        to
      }
      free {
        from
        to
      }
      aside {
        state
        range {
          from
          to
        }
      }
      run {
        id
        lot {
          id
          number
          expiry
          expiryDayGiven
          status
          product {
            ...ProductFields
          }
        }
      }
    }
  `,
  [ProductFields],
);

export type Holding = ResultOf<typeof HoldingFields>;

export const HoldingsQuery = graphql(
  `
    query Holdings($search: String, $lotId: ID, $expiresUntil: Date, $first: Int, $after: String) {
      holdings(search: $search, lotId: $lotId, expiresUntil: $expiresUntil, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...HoldingFields
        }
      }
    }
  `,
  [HoldingFields],
);

export const HoldingQuery = graphql(
  `
    query Holding($runId: ID!, $from: Int!, $first: Int!) {
      holding(runId: $runId) {
        ...HoldingFields
        packs(from: $from, first: $first) {
          index
          serial
          state
        }
      }
    }
  `,
  [HoldingFields],
);

export type HeldPack = NonNullable<ResultOf<typeof HoldingQuery>['holding']>['packs'][number];
export type HeldState = HeldPack['state'];

/** A scanned pack, if it is in the site's stock. */
export const PackInStockQuery = graphql(`
  query PackInStock($scan: String!) {
    packInStock(scan: $scan) {
      index
      serial
      state
      run {
        id
        lot {
          number
        }
      }
    }
  }
`);

export const ReportMissingMutation = graphql(
  `
    mutation ReportMissing($input: ReportMissingInput!) {
      reportMissing(input: $input) {
        ...OperationFields
      }
    }
  `,
  [OperationFields],
);

export const ClaimMutation = graphql(
  `
    mutation Claim($input: ClaimInput!) {
      claimUnits(input: $input) {
        ...OperationFields
      }
    }
  `,
  [OperationFields],
);

export const MarketsQuery = graphql(`
  query Markets {
    markets {
      code
      name
      custodyRequired
    }
  }
`);

export const ShipmentSummaryFields = graphql(`
  fragment ShipmentSummaryFields on Shipment {
    id
    number
    kind
    status
    ledger
    reference
    units
    shippedAt
    from {
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
`);

export type ShipmentSummary = ResultOf<typeof ShipmentSummaryFields>;

export const ShipmentsQuery = graphql(
  `
    query Shipments(
      $direction: ShipmentDirection!
      $open: Boolean
      $search: String
      $first: Int
      $after: String
    ) {
      shipments(direction: $direction, open: $open, search: $search, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...ShipmentSummaryFields
        }
      }
    }
  `,
  [ShipmentSummaryFields],
);

export const ShipmentQuery = graphql(
  `
    query Shipment($id: ID!) {
      shipment(id: $id) {
        ...ShipmentSummaryFields
        note
        from {
          status
        }
        to {
          status
        }
        lines {
          id
          sscc
          status
          range {
            from
            to
          }
          operation {
            ...OperationFields
          }
          run {
            id
            lot {
              id
              number
              expiry
              expiryDayGiven
              product {
                ...ProductFields
              }
            }
          }
        }
      }
    }
  `,
  [ShipmentSummaryFields, OperationFields, ProductFields],
);

export type Shipment = NonNullable<ResultOf<typeof ShipmentQuery>['shipment']>;
export type ShipmentLine = Shipment['lines'][number];

export const ShipMutation = graphql(`
  mutation Ship($input: ShipInput!) {
    ship(input: $input) {
      id
    }
  }
`);

export const ReturnGoodsMutation = graphql(`
  mutation ReturnGoods($input: ShipInput!) {
    returnGoods(input: $input) {
      id
    }
  }
`);

export const ReceiveMutation = graphql(`
  mutation Receive($input: ReceiveInput!) {
    receive(input: $input) {
      id
      status
    }
  }
`);

export const RejectShipmentMutation = graphql(`
  mutation RejectShipment($input: RejectInput!) {
    rejectShipment(input: $input) {
      id
      status
    }
  }
`);

export const RecallShipmentMutation = graphql(`
  mutation RecallShipment($input: PartyShipmentInput!) {
    recallShipment(input: $input) {
      id
      status
    }
  }
`);

export const ContainerFields = graphql(`
  fragment ContainerFields on Container {
    sscc
    kind
    parent
    units
    children {
      sscc
      kind
      units
    }
    ranges {
      range {
        from
        to
      }
      run {
        id
        lot {
          id
          number
          product {
            id
            name
            strength
          }
        }
      }
    }
  }
`);

export type Container = ResultOf<typeof ContainerFields>;

export const ContainersQuery = graphql(
  `
    query Containers($first: Int, $after: String) {
      containers(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...ContainerFields
        }
      }
    }
  `,
  [ContainerFields],
);

export const ContainerQuery = graphql(
  `
    query Container($sscc: Sscc!) {
      container(sscc: $sscc) {
        ...ContainerFields
      }
    }
  `,
  [ContainerFields],
);

export const PackContainerMutation = graphql(`
  mutation PackContainer($input: PackContainerInput!) {
    packContainer(input: $input) {
      sscc
    }
  }
`);

export const OpenContainerMutation = graphql(`
  mutation OpenContainer($input: OpenContainerInput!) {
    openContainer(input: $input) {
      sscc
    }
  }
`);
