import { OperationFields } from '@/features/ledger/ledger.documents';
import { ProductFields } from '@/features/lots/lots.documents';
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

export type Partner = ResultOf<typeof PartnersQuery>['sites']['nodes'][number];

export const HoldingsQuery = graphql(
  `
    query Holdings($search: String, $first: Int, $after: String) {
      holdings(search: $search, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          units
          active
          ranges {
            from
            to
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
      }
    }
  `,
  [ProductFields],
);

export type Holding = ResultOf<typeof HoldingsQuery>['holdings']['nodes'][number];

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
    query Shipments($direction: ShipmentDirection!, $status: ShipmentStatus, $first: Int, $after: String) {
      shipments(direction: $direction, status: $status, first: $first, after: $after) {
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
