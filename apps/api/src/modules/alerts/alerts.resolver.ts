import {
  Args,
  ID,
  Int,
  Mutation,
  Parent,
  Query,
  ResolveField,
  Resolver,
  Subscription,
} from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { Notices } from '../../platform/events/index.js';
import { PageArgs, type Page } from '../../platform/graphql/index.js';
import { LotsQueries, ProductType, type Product } from '../lots/index.js';
import { SiteReader, SiteType, UserNames, type SiteView } from '../parties/index.js';
import type { AlertFacts } from './alert-facts.js';
import { AlertFactsType } from './alert-facts.graphql.js';
import type { RuleCode } from './alert-rule.js';
import type { AlertStatus } from './alert.entity.js';
import {
  AlertConnection,
  AlertStatusEnum,
  AlertType,
  CloseIncidentInput,
  IncidentConnection,
  IncidentStatusEnum,
  IncidentType,
  RuleCodeEnum,
  ScorePartsType,
} from './alerts.graphql.js';
import { AlertsReader, type AlertView } from './alerts.reader.js';
import { AlertsService } from './alerts.service.js';
import { IncidentWordInput } from './incident-filter.graphql.js';
import { scoreParts, type ScoreParts } from './incident-score.js';
import type { Incident, IncidentStatus } from './incident.entity.js';

@Resolver(() => AlertType)
export class AlertsResolver {
  constructor(
    private readonly reader: AlertsReader,
    private readonly service: AlertsService,
    private readonly notices: Notices,
    private readonly products: LotsQueries,
    private readonly siteReader: SiteReader,
    private readonly users: UserNames,
  ) {}

  @Query(() => AlertConnection, {
    description:
      'Newest first: all for the regulator, of its products for a maker, of its own place for others.',
  })
  @Allow('alert.read')
  alerts(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
    @Args('status', {
      type: () => AlertStatusEnum,
      nullable: true,
      description: 'Only those in this status.',
    })
    status?: AlertStatus,
    @Args('rule', { type: () => RuleCodeEnum, nullable: true, description: 'Only alerts of this rule.' })
    rule?: RuleCode,
  ): Promise<Page<AlertView>> {
    return this.reader.alerts(actor, { status, rule }, page);
  }

  @Query(() => AlertType, {
    nullable: true,
    description: 'An alert that concerns your site, or any for the regulator; null where there is none.',
  })
  @Allow('alert.read')
  alert(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The alert’s id.' }) id: string,
  ): Promise<AlertView | null> {
    return this.reader.alert(actor, id);
  }

  @Mutation(() => AlertType, { description: 'Says that you look into it.' })
  @Allow('alert.take')
  async takeAlert(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The alert’s id.' }) id: string,
  ): Promise<AlertView | null> {
    return this.reader.alert(actor, await this.service.take(actor, id));
  }

  @Subscription(() => AlertType, {
    description: 'Alerts that you may see, as they are raised.',
    resolve: identity,
  })
  @Allow('alert.read')
  async *alertRaised(@CurrentActor() actor: Actor): AsyncGenerator<AlertView> {
    const news = this.notices.stream('alert');
    try {
      for await (const { id } of news) {
        const alert = await this.reader.alert(actor, id);
        if (alert) yield alert;
      }
    } finally {
      await news.return?.();
    }
  }

  @ResolveField(() => AlertFactsType, { description: 'The facts that the rule fired on.' })
  facts(@Parent() { evidence }: AlertView): AlertFacts {
    return evidence;
  }

  @ResolveField(() => IncidentType, { description: 'The alerts of the same cause.' })
  incident(@CurrentActor() actor: Actor, @Parent() { incidentId }: AlertView): Promise<Incident | null> {
    return this.reader.incident(actor, incidentId);
  }

  @ResolveField(() => ProductType, {
    nullable: true,
    description: 'Null where the GTIN is registered by nobody, or none was read.',
  })
  async product(@Parent() { productId }: AlertView): Promise<Product | null> {
    return productId ? this.products.productById(productId) : null;
  }

  @ResolveField(() => [SiteType], {
    description: 'Where it happened. To the maker, pharmacies stay unnamed.',
  })
  async sites(@Parent() { siteIds }: AlertView): Promise<SiteView[]> {
    const sites = await Promise.all(siteIds.map((id) => this.siteReader.byId(id)));
    return sites.filter((site) => site !== null);
  }

  @ResolveField(() => String, { nullable: true, description: 'Who looks into it.' })
  async assignee(@Parent() { assigneeId }: AlertView): Promise<string | null> {
    return assigneeId ? this.users.nameOf(assigneeId) : null;
  }
}

@Resolver(() => IncidentType)
export class IncidentsResolver {
  constructor(
    private readonly reader: AlertsReader,
    private readonly service: AlertsService,
  ) {}

  @Query(() => IncidentConnection, { description: 'The gravest first.' })
  @Allow('alert.read')
  incidents(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
    @Args('status', {
      type: () => IncidentStatusEnum,
      nullable: true,
      description: 'Only those in this status.',
    })
    status?: IncidentStatus,
    @Args('words', {
      type: () => [IncidentWordInput],
      nullable: true,
      description: 'Only those that each of these words finds; at most 8.',
    })
    words?: IncidentWordInput[],
  ): Promise<Page<Incident>> {
    return this.reader.incidents(actor, { status, words }, page);
  }

  @Query(() => IncidentType, {
    nullable: true,
    description: 'An incident that concerns your site, or any for the regulator; null where there is none.',
  })
  @Allow('alert.read')
  incident(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The incident’s id.' }) id: string,
  ): Promise<Incident | null> {
    return this.reader.incident(actor, id);
  }

  @Mutation(() => IncidentType, { description: 'Closes it and its alerts, with what was found.' })
  @Allow('incident.close')
  async closeIncident(
    @CurrentActor() actor: Actor,
    @Args('input') input: CloseIncidentInput,
  ): Promise<Incident | null> {
    return this.reader.incident(actor, await this.service.close(actor, input));
  }

  @ResolveField(() => [AlertType], { description: 'The alerts of this cause.' })
  alerts(@CurrentActor() actor: Actor, @Parent() { id }: Incident): Promise<AlertView[]> {
    return this.reader.alertsOf(actor, id);
  }

  @ResolveField(() => Int, { description: 'At how many places it was seen: a number names nobody.' })
  sites(@Parent() { siteCount }: Incident): number {
    return siteCount;
  }

  @ResolveField(() => ScorePartsType, { description: 'What the score is made of.' })
  scoreParts(@Parent() { gravest, alertCount, siteCount }: Incident): ScoreParts {
    return scoreParts(gravest, alertCount, siteCount);
  }
}

function identity(alert: AlertView): AlertView {
  return alert;
}
