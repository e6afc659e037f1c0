import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { EventType } from './domain-events.js';
import {
  EVENT_BATCHES,
  EVENT_TYPES,
  OPERATION_KINDS,
  type EventHandler,
  type EventsHandler,
} from './on-event.decorator.js';

export interface NamedHandler {
  /** `Class.method`: under this name deliveries are recorded, so a rename delivers again what is still open. */
  readonly name: string;
  readonly handle: EventsHandler<EventType>;
  /** Whether it takes many events at once. */
  readonly together: boolean;
  /** Whether an event with this payload is its business. */
  readonly wants: (payload: unknown) => boolean;
}

/** Finds every `@OnEvent` and `@OnEvents` method of the application. */
@Injectable()
export class EventHandlers implements OnApplicationBootstrap {
  readonly #handlers = new Map<EventType, NamedHandler[]>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (typeof instance !== 'object' || instance === null) continue;
      const provider = instance as Record<string, unknown>;
      for (const method of this.scanner.getAllMethodNames(Object.getPrototypeOf(provider) as object)) {
        this.register(provider, method);
      }
    }
  }

  of(type: string): readonly NamedHandler[] {
    return this.#handlers.get(type as EventType) ?? [];
  }

  private register(provider: Record<string, unknown>, method: string): void {
    const handler = provider[method];
    if (typeof handler !== 'function') return;
    const name = `${provider.constructor.name}.${method}`;
    const kinds = this.reflector.get<Set<unknown> | undefined>(OPERATION_KINDS, handler);
    const wants = (payload: unknown) => kinds?.has((payload as { kind: unknown }).kind) ?? true;
    const types = this.reflector.get<EventType[] | undefined>(EVENT_TYPES, handler) ?? [];
    if (types.length > 0) {
      const one = handler.bind(provider) as EventHandler<EventType>;
      const handle: NamedHandler['handle'] = async (events, tx) => {
        for (const event of events) await one(event, tx);
      };
      for (const type of types) this.add(type, { name, handle, together: false, wants });
    }
    const batches = this.reflector.get<EventType | undefined>(EVENT_BATCHES, handler);
    const handle = handler.bind(provider) as NamedHandler['handle'];
    if (batches) this.add(batches, { name, handle, together: true, wants });
  }

  private add(type: EventType, handler: NamedHandler): void {
    this.#handlers.set(type, [...(this.#handlers.get(type) ?? []), handler]);
  }
}
