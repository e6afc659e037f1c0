export type { DomainEvent, DomainEvents, EventPayload, EventType } from './domain-events.js';
export { EventDispatcher } from './event-dispatcher.job.js';
export { NOTICE_CHANNEL, Notices, SESSION_ENDED, type Notice } from './notices.js';
export { OfKinds, OnEvent, OnEvents } from './on-event.decorator.js';
