/** The training worker's side of its protocol: requests by message, and events that come unasked. */
import { answerCalls, type CallHandlers, type CallPort } from '../../../shared/protocol/calls';
import type { EventMessage, WorkerEvents, WorkerRequests } from '../../../shared/protocol/worker';

export type Handlers = CallHandlers<WorkerRequests>;

export type Emit = <E extends keyof WorkerEvents>(
  name: E,
  value: WorkerEvents[E],
  handOver?: readonly ArrayBuffer[],
) => void;

export function emitter(scope: Pick<CallPort, 'postMessage'>): Emit {
  return (name, value, handOver = []) => {
    const message = { kind: 'event', name, value } as EventMessage;
    scope.postMessage(message, [...handOver]);
  };
}

export function serve(scope: CallPort, handlers: Handlers): void {
  answerCalls<WorkerRequests>(scope, handlers);
}
