/** The package entry `turksim/client`: a worker's live connection, typed events, and the fold from pushes to state. */
export type * from '../contract/socket-events.ts';
export type { WorkerClient, WorkerClientOptions } from './worker-client.ts';
export { connectWorker, RequestRefused } from './worker-client.ts';
export type { FoldedPush, WorkerState } from './worker-state.ts';
export { fold, stateOf } from './worker-state.ts';
