import { describe, expect, it } from 'vitest';
import { type CallPort, Handover } from '../../../shared/protocol/calls';
import { emitter, serve, type Handlers } from './serve';

function fakeScope() {
  const sent: { message: unknown; transfer: ArrayBuffer[] }[] = [];
  let listener: ((event: { readonly data: unknown }) => void) | null = null;
  const scope: CallPort = {
    postMessage: (message, transfer) => sent.push({ message, transfer }),
    addEventListener: (_type, given) => (listener = given),
  };
  const ask = async (name: string, args: unknown): Promise<void> => {
    listener?.({ data: { kind: 'request', id: 7, name, args } });
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { scope, sent, ask };
}

const refuse = (): Promise<never> => Promise.reject(new Error('Not asked in this test.'));
const handlers: Handlers = {
  start: refuse,
  backends: refuse,
  probe: refuse,
  train: refuse,
  pause: refuse,
  resume: refuse,
  stop: refuse,
  predict: refuse,
  leaveTried: refuse,
  evaluate: refuse,
  exportModel: refuse,
  keep: refuse,
};

describe('the worker’s side of the protocol', () => {
  it('answers with the request’s id and hands buffers over', async () => {
    const { scope, sent, ask } = fakeScope();
    const bytes = new Uint8Array(4);
    const zip = { fileName: 'a.zip', bytes };
    serve(scope, { ...handlers, exportModel: () => Promise.resolve(new Handover(zip, [bytes.buffer])) });
    await ask('exportModel', null);
    expect(sent).toEqual([
      { message: { kind: 'reply', id: 7, ok: true, value: zip }, transfer: [bytes.buffer] },
    ]);
  });

  it('answers what fails with a sentence', async () => {
    const { scope, sent, ask } = fakeScope();
    serve(scope, { ...handlers, stop: () => Promise.reject(new Error('There is no such run')) });
    await ask('stop', { runId: 'x' });
    expect(sent[0]?.message).toEqual({ kind: 'reply', id: 7, ok: false, message: 'There is no such run.' });
  });

  it('survives a request that it does not know', async () => {
    const { scope, sent, ask } = fakeScope();
    serve(scope, handlers);
    await ask('nonsense', null);
    expect(sent[0]?.message).toMatchObject({ id: 7, ok: false });
  });

  it('sends events', () => {
    const { scope, sent } = fakeScope();
    emitter(scope)('notice', { runId: null, message: 'Hello.' });
    expect(sent[0]?.message).toEqual({
      kind: 'event',
      name: 'notice',
      value: { runId: null, message: 'Hello.' },
    });
  });
});
