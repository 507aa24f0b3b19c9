import type { RequestMessage } from '../../../../shared/protocol/worker';
import type { WorkerPort } from '../client';

/** A worker that records what it is asked and answers `start`, and the rest when told to. */
export class FakeWorker implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onmessageerror: WorkerPort['onmessageerror'] = null;
  onerror: WorkerPort['onerror'] = null;
  readonly requests: RequestMessage[] = [];
  terminated = false;

  postMessage(message: RequestMessage): void {
    this.requests.push(message);
    if (message.name === 'start') this.answer(message.id, null);
  }
  terminate(): void {
    this.terminated = true;
  }
  answer(id: number, value: unknown): void {
    this.onmessage?.({ data: { kind: 'reply', id, ok: true, value } } as MessageEvent);
  }
  refuse(id: number, message: string): void {
    this.onmessage?.({ data: { kind: 'reply', id, ok: false, message } } as MessageEvent);
  }
  emit(name: string, value: unknown): void {
    this.onmessage?.({ data: { kind: 'event', name, value } } as MessageEvent);
  }
  crash(message: string): void {
    this.onerror?.({ message } as ErrorEvent);
  }
}
