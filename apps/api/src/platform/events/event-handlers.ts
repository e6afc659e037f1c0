import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { EventType } from './domain-events.js';
import { EVENT_TYPES, type EventHandler } from './on-event.decorator.js';

export interface NamedHandler {
  /** `Class.method`: under this name deliveries are recorded, so a rename delivers again what is still open. */
  readonly name: string;
  readonly handle: EventHandler<EventType>;
}

/** Finds every `@OnEvent` method of the application. */
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
    const types = this.reflector.get<EventType[] | undefined>(EVENT_TYPES, handler) ?? [];
    for (const type of types) {
      const handlers = this.#handlers.get(type) ?? [];
      handlers.push({
        name: `${provider.constructor.name}.${method}`,
        handle: handler.bind(provider) as EventHandler<EventType>,
      });
      this.#handlers.set(type, handlers);
    }
  }
}
