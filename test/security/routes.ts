import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner } from '@nestjs/core';
import type { Browser } from '@custodia/api/testing';
import { idOf, type Answer, type Naming } from './asking.js';
import type { Letter } from './roles.js';
import { missing, secretsOfNobody } from './world.js';

/** A method of a controller. */
export interface Route {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
}

export function routesOf(controllers: Type[]): Route[] {
  return controllers.flatMap((controller) => {
    const prototype = controller.prototype as Record<string, object>;
    const root = String(Reflect.getMetadata(PATH_METADATA, controller));
    return new MetadataScanner()
      .getAllMethodNames(prototype)
      .filter((name) => Reflect.hasMetadata(METHOD_METADATA, prototype[name]!))
      .map((name) => {
        const number = Reflect.getMetadata(METHOD_METADATA, prototype[name]!) as RequestMethod;
        const method = RequestMethod[number] as Route['method'];
        const own = String(Reflect.getMetadata(PATH_METADATA, prototype[name]!));
        const path = `/${root}/${own}`.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1');
        return { name: `${method} ${path}`, method, path };
      });
  });
}

/** What stands for a place in a path. Fails for one that nobody has said anything of. */
function placeIn(path: string, word: string, role: Letter, { base, owner }: Naming): string {
  const secrets = owner === 'nobody' ? secretsOfNobody(base) : owner.secrets;
  if (word === 'sscc') return idOf(owner, 'container', role);
  if (word === 'gtin') return idOf(owner, 'gtin', role);
  if (word === 'lot') return secrets.lotNumber;
  if (word === 'serial') return secrets.serial;
  if (word === 'id' && path.startsWith('/lots/runs/')) return idOf(owner, 'run', role);
  if (word === 'id' && path.startsWith('/files/cases/')) return idOf(owner, 'case', role);
  // A sealed file of a record: modules/records/record-files.spec.ts asks for another's.
  if (word === 'part') return '0';
  // A bundle takes a chain to be made: there is none here.
  if (word === 'file' || word === 'entry') return missing('incident');
  throw new Error(`Say in routes.ts what :${word} of ${path} is`);
}

/** Routes that name a thing in their query. */
export const IN_QUERY: Readonly<Record<string, readonly ('gtin' | 'serial' | 'lot')[]>> = {
  '/checkConnectivity': ['gtin'],
  '/files/trace/epcis.json': ['gtin', 'serial', 'lot'],
  '/files/trace/trace.pdf': ['gtin', 'serial', 'lot'],
};

export async function askRoute(
  browser: Browser,
  route: Route,
  role: Letter,
  naming: Naming,
): Promise<Answer> {
  const named: string[] = [];
  const url = route.path.replaceAll(/:(\w+)/g, (_, word: string) => {
    named.push(placeIn(route.path, word, role, naming));
    return named.at(-1)!;
  });
  const query = (IN_QUERY[route.path] ?? []).map((word) => [word, placeIn(route.path, word, role, naming)]);
  named.push(...query.map(([, value]) => value!));
  const answer = await browser.request({
    method: route.method,
    url: query.length > 0 ? `${url}?${new URLSearchParams(query)}` : url,
    ...(route.method === 'POST' && { payload: {} }),
  });
  const type = String(answer.headers['content-type']);
  const body = /json|csv/.test(type) ? answer.body : type;
  const { code } = /^application\/json\b/.test(type) ? (JSON.parse(body) as { code?: string }) : {};
  const likeness = named.reduce((text, one) => text.replaceAll(one, '#'), body);
  return {
    code,
    body,
    likeness: `${answer.statusCode} ${likeness.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '#')}`,
  };
}
