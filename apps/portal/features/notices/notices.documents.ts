import { graphql, type ResultOf } from '@/lib/graphql';

export const MyMailChoiceQuery = graphql(`
  query MyMailChoice {
    myMailChoice {
      available
      offered
      topics
    }
  }
`);

export const ChooseMailMutation = graphql(`
  mutation ChooseMail($topics: [NoticeTopic!]!) {
    chooseMail(topics: $topics)
  }
`);

export const WebhooksQuery = graphql(`
  query Webhooks {
    myMailChoice {
      offered
    }
    webhooks {
      id
      url
      topics
      createdAt
      formerUntil
      lastState
      lastAttempts
      givenUp
    }
  }
`);

export type Webhook = ResultOf<typeof WebhooksQuery>['webhooks'][number];
export type Topic = Webhook['topics'][number];

export const WebhookDeliveriesQuery = graphql(`
  query WebhookDeliveries($webhookId: ID!, $first: Int!, $after: String) {
    webhookDeliveries(webhookId: $webhookId, first: $first, after: $after) {
      totalCount
      nodes {
        id
        type
        number
        at
        state
        attempts
        nextAt
        failure
        status
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export type Delivery = ResultOf<typeof WebhookDeliveriesQuery>['webhookDeliveries']['nodes'][number];

export const AddWebhookMutation = graphql(`
  mutation AddWebhook($input: AddWebhookInput!) {
    addWebhook(input: $input) {
      id
      secret
    }
  }
`);

export const ChangeWebhookMutation = graphql(`
  mutation ChangeWebhook($input: ChangeWebhookInput!) {
    changeWebhook(input: $input)
  }
`);

export const RenewWebhookSecretMutation = graphql(`
  mutation RenewWebhookSecret($id: ID!) {
    renewWebhookSecret(id: $id) {
      id
      secret
    }
  }
`);

export const RemoveWebhookMutation = graphql(`
  mutation RemoveWebhook($id: ID!) {
    removeWebhook(id: $id)
  }
`);

export const TestWebhookMutation = graphql(`
  mutation TestWebhook($id: ID!) {
    testWebhook(id: $id)
  }
`);

export const SendDeliveryAgainMutation = graphql(`
  mutation SendDeliveryAgain($deliveryId: ID!) {
    sendDeliveryAgain(deliveryId: $deliveryId)
  }
`);
