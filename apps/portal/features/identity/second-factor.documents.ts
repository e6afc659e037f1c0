import { graphql } from '@/lib/graphql';

export const MyFactorsQuery = graphql(`
  query MyFactors {
    myFactors {
      hasPassword
      passkeys
      codesSince
      recoveryCodesLeft
    }
  }
`);

export const StepUpMutation = graphql(`
  mutation StepUp($input: StepUpInput!) {
    stepUp(input: $input)
  }
`);

export const BeginTotpMutation = graphql(`
  mutation BeginTotp {
    beginTotp {
      uri
      secret
    }
  }
`);

export const ConfirmTotpMutation = graphql(`
  mutation ConfirmTotp($code: String!) {
    confirmTotp(code: $code)
  }
`);

export const RemoveTotpMutation = graphql(`
  mutation RemoveTotp {
    removeTotp
  }
`);

export const RenewRecoveryCodesMutation = graphql(`
  mutation RenewRecoveryCodes {
    renewRecoveryCodes
  }
`);
