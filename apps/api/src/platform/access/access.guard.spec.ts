import { Controller, Get, Module } from '@nestjs/common';
import { Args, Field, Int, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiBench, type ApiBench } from '../../testing/api-bench.js';
import { aSite } from '../../testing/builders.js';
import type { Browser } from '../../testing/browser.js';
import { PeopleService } from '../../modules/identity/index.js';
import { DomainError } from '../errors/index.js';
import { GtinScalar } from '../graphql/index.js';
import { systemActor } from './actor.js';
import { Allow } from './allow.decorator.js';

@ObjectType()
class Thing {
  @Field(() => String, { nullable: true })
  part?: string;
}

@Resolver(() => Thing)
class SpecResolver {
  @Query(() => Thing)
  @Allow('public')
  thing(): Thing {
    return {};
  }

  @ResolveField(() => String, { nullable: true })
  part(): string {
    throw new Error('the password of the database is hunter2');
  }

  @Query(() => String)
  forgotten(): string {
    return 'secret';
  }

  @Query(() => String)
  @Allow('lot.register')
  forMakers(): string {
    return 'made';
  }

  @Query(() => String)
  @Allow('recall.approve')
  forSomeMakers(): string {
    return 'approved';
  }

  @Query(() => String)
  @Allow('public')
  broken(): string {
    throw new Error('the password of the database is hunter2');
  }

  @Query(() => String)
  @Allow('public')
  read(@Args('gtin', { type: () => GtinScalar }) gtin: string): string {
    return gtin;
  }

  @Query(() => Int)
  @Allow('public')
  tooLarge(): number {
    return 2 ** 31;
  }

  @Query(() => String)
  @Allow('public')
  refused(): string {
    throw new DomainError('BUSY', 'Try again.', { attempt: 2 });
  }
}

@Controller('spec')
class SpecController {
  @Get('forgotten')
  forgotten(): string {
    return 'secret';
  }

  @Get('for-makers')
  @Allow('lot.register')
  forMakers(): string {
    return 'made';
  }

  @Get('broken')
  @Allow('public')
  broken(): string {
    throw new Error('the password of the database is hunter2');
  }
}

@Module({ providers: [SpecResolver], controllers: [SpecController] })
class SpecModule {}

const PASSWORD = 'correct horse battery';

let api: ApiBench;
beforeAll(async () => {
  api = await openApiBench({ imports: [SpecModule] });
});
afterAll(() => api.close());

async function browserOf(role: 'PHARMACY' | 'MANUFACTURER', suspended = false): Promise<Browser> {
  const site = await aSite(api, { roles: [role] });
  if (suspended) await api.sql(`UPDATE ledger.party SET status = 'SUSPENDED' WHERE id = $1`, [site.partyId]);
  const email = `${site.id}@example.test`;
  const person = { email, name: 'Ana', password: PASSWORD, memberships: [{ siteId: site.id }] };
  await api.get(PeopleService).add(systemActor('spec'), person);
  const browser = api.browser();
  await browser.ask(
    'mutation ($email: String!, $password: String!) { signIn(input: { email: $email, password: $password }) { csrf } }',
    { email, password: PASSWORD },
  );
  return browser;
}

const get = (browser: Browser, url: string) => browser.request({ method: 'GET', url });

describe('the guard', () => {
  it('refuses an operation that does not say whom it is open to, whoever asks', async () => {
    for (const browser of [api.browser(), await browserOf('MANUFACTURER')]) {
      expect(await browser.refusal('{ forgotten }')).toBe('FORBIDDEN');
      expect((await get(browser, '/spec/forgotten')).statusCode).toBe(403);
    }
  });

  it('refuses strangers, people without the permission, and people of a suspended site', async () => {
    const cases: [Browser, string, number][] = [
      [api.browser(), 'UNAUTHENTICATED', 401],
      [await browserOf('PHARMACY'), 'FORBIDDEN', 403],
      [await browserOf('MANUFACTURER', true), 'PARTY_NOT_ACTIVE', 403],
    ];
    for (const [browser, code, status] of cases) {
      expect(await browser.refusal('{ forMakers }')).toBe(code);
      expect((await get(browser, '/spec/for-makers')).statusCode).toBe(status);
    }
  });

  it('lets those in who have the permission', async () => {
    const browser = await browserOf('MANUFACTURER');
    expect(await browser.ask('{ forMakers }')).toEqual({ forMakers: 'made' });
    expect((await get(browser, '/spec/for-makers')).body).toBe('made');
  });

  it('tells who may: the kinds of sites, or the duty that the person lacks', async () => {
    const detailsTo = async (role: 'PHARMACY' | 'MANUFACTURER', asked: string) =>
      (await (await browserOf(role)).graphql(asked)).errors?.map(({ extensions }) => extensions);
    expect(await detailsTo('PHARMACY', '{ forMakers }')).toMatchObject([
      { code: 'FORBIDDEN', details: { permission: 'lot.register', roles: ['MANUFACTURER'] } },
    ]);
    expect(await detailsTo('MANUFACTURER', '{ forSomeMakers }')).toMatchObject([
      { code: 'FORBIDDEN', details: { permission: 'recall.approve', duty: 'recall.approve' } },
    ]);
  });

  it('judges every field of a request by itself', async () => {
    const { errors } = await (await browserOf('PHARMACY')).graphql('{ a: forMakers b: markets { code } }');
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([[['a'], 'FORBIDDEN']]);
  });
});

describe('what a caller learns of an error', () => {
  it('is code, message and details of a refusal', async () => {
    const { errors } = await api.browser().graphql('{ refused }');
    expect(errors?.[0]).toMatchObject({
      message: 'Try again.',
      extensions: { code: 'BUSY', details: { attempt: 2 } },
    });
  });

  it('is the field and what is wrong with its value', async () => {
    const asked = 'query ($gtin: Gtin!) { read(gtin: $gtin) }';
    const { errors } = await api.browser().graphql(asked, { gtin: '00000000000001' });
    expect(errors?.[0]?.extensions.code).toBe('BAD_INPUT');
    expect(errors?.[0]?.message).toMatch(/^gtin: The check digit is wrong/);
  });

  it('is a reference and nothing else of a fault', async () => {
    const graphql = await api
      .browser()
      .request({ method: 'POST', url: '/graphql', payload: { query: '{ broken }' } });
    const field = await api
      .browser()
      .request({ method: 'POST', url: '/graphql', payload: { query: '{ thing { part } }' } });
    const typed = await api
      .browser()
      .request({ method: 'POST', url: '/graphql', payload: { query: '{ tooLarge }' } });
    const rest = await get(api.browser(), '/spec/broken');
    expect(rest.statusCode).toBe(500);
    for (const { body } of [graphql, field, typed, rest]) {
      expect(body).toMatch(/reference [0-9a-f]{8}/);
      expect(body).toContain('"INTERNAL"');
      expect(body).not.toMatch(/hunter2|\.ts|node_modules|stack/);
    }
  });

  it('is coded alike for paths, documents and bodies that are wrong', async () => {
    const browser = api.browser();
    expect((await get(browser, '/no/such/path')).json()).toMatchObject({ code: 'NOT_FOUND' });
    const post = (payload: string) =>
      browser.request({
        method: 'POST',
        url: '/graphql',
        headers: { 'content-type': 'application/json' },
        payload,
      });
    expect((await post('{"query":')).statusCode).toBe(400);
    expect((await post('{"query":"{ nothing }"}')).body).not.toMatch(/stack/);
  });
});
