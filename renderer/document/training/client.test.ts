import { describe, expect, it } from 'vitest';
import { createTrainingClient, WorkerLost } from './client';
import { FakeWorker } from './testing/fake-worker';

function setUp() {
  const workers: FakeWorker[] = [];
  const client = createTrainingClient({
    createWorker: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    baseUrl: 'http://app/',
    threads: 2,
    connectData: () => null,
  });
  return { client, workers };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the training client', () => {
  it('starts no worker before it is needed, and starts it once', async () => {
    const { client, workers } = setUp();
    expect(workers).toHaveLength(0);
    const first = client.request('pause', { runId: 'a' });
    const second = client.request('resume', { runId: 'a' });
    await settled();
    expect(workers).toHaveLength(1);
    expect(workers[0]?.requests.map((request) => request.name)).toEqual(['start', 'pause', 'resume']);
    expect(workers[0]?.requests[0]?.args).toEqual({ baseUrl: 'http://app/', threads: 2, data: null });
    workers[0]?.answer(3, null);
    workers[0]?.answer(2, null);
    await expect(Promise.all([first, second])).resolves.toEqual([null, null]);
  });

  it('rejects one refused request with its sentence and leaves the others', async () => {
    const { client, workers } = setUp();
    const bad = client.request('pause', { runId: 'a' });
    const good = client.request('stop', { runId: 'a' });
    const refused = expect(bad).rejects.toThrow('There is no such run.');
    await settled();
    workers[0]?.refuse(2, 'There is no such run.');
    workers[0]?.answer(3, null);
    await refused;
    await expect(good).resolves.toBeNull();
  });

  it('rejects everything pending when the worker dies, and starts anew for the next request', async () => {
    const { client, workers } = setUp();
    const one = client.request('pause', { runId: 'a' }).catch((error: unknown) => error);
    const two = client.request('stop', { runId: 'a' }).catch((error: unknown) => error);
    await settled();
    workers[0]?.crash('Uncaught RangeError: Array buffer allocation failed');
    for (const error of [await one, await two]) {
      expect(error).toBeInstanceOf(WorkerLost);
      expect(error).toHaveProperty('message', 'The training worker stopped: Array buffer allocation failed.');
    }
    expect(workers[0]?.terminated).toBe(true);

    const next = client.request('pause', { runId: 'b' });
    await settled();
    expect(workers).toHaveLength(2);
    workers[1]?.answer(workers[1].requests[1]?.id ?? -1, null);
    await expect(next).resolves.toBeNull();
  });

  it('a late word of a dead worker changes nothing', async () => {
    const { client, workers } = setUp();
    void client.request('pause', { runId: 'a' }).catch(() => undefined);
    await settled();
    workers[0]?.crash('gone');
    const next = client.request('pause', { runId: 'b' });
    await settled();
    workers[0]?.crash('gone again');
    workers[1]?.answer(workers[1].requests[1]?.id ?? -1, null);
    await expect(next).resolves.toBeNull();
    expect(workers).toHaveLength(2);
  });

  it('hands events to those who listen', async () => {
    const { client, workers } = setUp();
    const heard: string[] = [];
    const stop = client.on('notice', (notice) => heard.push(notice.message));
    void client.request('pause', { runId: 'a' }).catch(() => undefined);
    await settled();
    workers[0]?.emit('notice', { runId: null, message: 'one' });
    stop();
    workers[0]?.emit('notice', { runId: null, message: 'two' });
    expect(heard).toEqual(['one']);
    client.dispose();
  });
});
