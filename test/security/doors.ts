import { GraphQLSchemaHost } from '@nestjs/graphql';
import { ApiModule, controllersOf, type ApiBench, type Browser } from '@custodia/api/testing';
import { askOperation, type Answer, type Naming } from './asking.js';
import { DIRECTORIES, kindAt } from './id-kinds.js';
import { operationsOf, type Operation } from './operations.js';
import type { Letter } from './roles.js';
import { IN_QUERY, askRoute, routesOf, type Route } from './routes.js';

/** A door of the API: an operation of the schema or a method of a controller. */
export interface Door {
  readonly name: string;
  /** Whether it names something that has an owner, so that it can be asked for what is another's. */
  readonly names: boolean;
  /** Where such things are named. */
  readonly idPaths: readonly string[];
  ask(browser: Browser, role: Letter, naming: Naming): Promise<Answer>;
}

/** Every door, from the schema and the controllers themselves; streams have a spec of their own. */
export function doorsOf(api: ApiBench): Door[] {
  const operations = operationsOf(api.get(GraphQLSchemaHost).schema);
  const routes = routesOf(controllersOf(ApiModule));
  return [
    ...operations.filter(({ kind }) => kind !== 'subscription').map(operationDoor),
    ...routes.filter(({ path }) => path !== '/graphql/stream').map(routeDoor),
  ];
}

/** Operations that name a pack by its code. */
const BY_CODE = ['verify', 'claimUnits', 'packInStock', 'answerScan'];

function operationDoor(operation: Operation): Door {
  const { kind, name, way } = operation;
  const idPaths = operation.idPaths.filter((path) => {
    const of = kindAt(name, path);
    if (of === undefined) throw new Error(`Say in id-kinds.ts what ${path} of ${name} names`);
    return !DIRECTORIES.includes(of);
  });
  return {
    name: `${kind} ${name}${way ? ` (${way})` : ''}`,
    names: idPaths.length > 0 || BY_CODE.includes(name),
    idPaths,
    ask: (browser, role, naming) => askOperation(browser, operation, role, naming),
  };
}

function routeDoor(route: Route): Door {
  return {
    name: route.name,
    names: route.path.includes(':') || Object.hasOwn(IN_QUERY, route.path),
    idPaths: [],
    ask: (browser, role, naming) => askRoute(browser, route, role, naming),
  };
}
