import { graphql, type ResultOf } from '@/lib/graphql';

export const MachinesQuery = graphql(`
  query Machines {
    machines {
      id
      name
      scopes
      requestsPerSecond
      createdBy
      keys {
        id
        shown
        alg
        expiresAt
        lastUsedAt
      }
    }
  }
`);

export type Machine = ResultOf<typeof MachinesQuery>['machines'][number];
export type MachineKey = Machine['keys'][number];

export const MachineScopesQuery = graphql(`
  query MachineScopes {
    machineScopes
  }
`);

export const CreateMachineMutation = graphql(`
  mutation CreateMachine($input: CreateMachineInput!) {
    createMachine(input: $input) {
      machineId
      shown
      key
    }
  }
`);

export type NewKey = ResultOf<typeof CreateMachineMutation>['createMachine'];

export const AddMachineKeyMutation = graphql(`
  mutation AddMachineKey($machineId: ID!, $key: MachineKeyInput!) {
    addMachineKey(machineId: $machineId, key: $key) {
      machineId
      shown
      key
    }
  }
`);

export const ChangeMachineMutation = graphql(`
  mutation ChangeMachine($machineId: ID!, $input: MachineRightsInput!) {
    changeMachine(machineId: $machineId, input: $input)
  }
`);

export const RevokeMachineKeyMutation = graphql(`
  mutation RevokeMachineKey($id: ID!) {
    revokeMachineKey(id: $id)
  }
`);

export const RevokeMachineMutation = graphql(`
  mutation RevokeMachine($machineId: ID!) {
    revokeMachine(machineId: $machineId)
  }
`);
