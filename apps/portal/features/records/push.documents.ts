import { graphql } from '@/lib/graphql';

export const MyPushNoticesQuery = graphql(`
  query MyPushNotices($endpoint: String) {
    myPushNotices(endpoint: $endpoint) {
      key
      here
      others
    }
  }
`);

export const TakePushNoticesMutation = graphql(`
  mutation TakePushNotices($endpoint: String!) {
    takePushNotices(endpoint: $endpoint)
  }
`);

export const EndPushNoticesMutation = graphql(`
  mutation EndPushNotices($endpoint: String) {
    endPushNotices(endpoint: $endpoint)
  }
`);
