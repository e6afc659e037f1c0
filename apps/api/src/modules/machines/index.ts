export { MachineActorSource } from './machine-actor-source.js';
export { MachinesModule } from './machines.module.js';
