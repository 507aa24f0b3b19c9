import { afterEach, describe, expect, it } from 'vitest';
import { localDataSets } from '../../../node/data-sets';
import { findPlaces } from '../../../node/places';
import { type ConnectMessage, remoteDataSets, serveDataSets } from '../../../shared/protocol/data-worker';
import { createDataClient, type DataWorkerPort } from './data-client';

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** The data worker in this thread. */
class ThisThread implements DataWorkerPort {
  onerror: DataWorkerPort['onerror'] = null;
  ended = false;
  readonly addresses: string[] = [];
  private readonly sets = localDataSets(findPlaces(`${process.cwd()}/node`));

  postMessage({ baseUrl, port }: ConnectMessage<MessagePort>): void {
    this.addresses.push(baseUrl);
    ports.push(port);
    serveDataSets(port, this.sets);
    port.start();
  }

  terminate(): void {
    this.ended = true;
  }

  fail(message: string): void {
    this.onerror?.({ message } as ErrorEvent);
  }
}

function setUp() {
  const workers: ThisThread[] = [];
  const client = createDataClient({
    createWorker: () => {
      const worker = new ThisThread();
      workers.push(worker);
      return worker;
    },
    baseUrl: 'http://app/',
  });
  return { client, workers };
}

describe('the window’s way to the data worker', () => {
  it('starts one when pictures are first asked for, and gives others ways of their own', async () => {
    const { client, workers } = setUp();
    expect(workers).toHaveLength(0);
    expect((await client.facts('digits')).title).toBe('Digits 8×8');
    const port = client.connect();
    ports.push(port);
    const other = remoteDataSets(port);
    port.start();
    expect((await other.facts('digits')).testCount).toBe(355);
    expect(workers.map(({ addresses }) => addresses)).toEqual([['http://app/', 'http://app/']]);
  });

  it('tells whoever waits when it dies, and starts another for the next who asks', async () => {
    const { client, workers } = setUp();
    const told: string[] = [];
    client.onLost((message) => told.push(message));
    const waiting = expect(client.facts('digits')).rejects.toThrow('The data worker stopped: out of memory.');
    workers[0]?.fail('out of memory');
    await waiting;
    expect(told).toEqual(['The data worker stopped: out of memory.']);
    expect(workers[0]?.ended).toBe(true);
    expect((await client.facts('digits')).testCount).toBe(355);
    expect(workers).toHaveLength(2);
    // The one that is gone has no more to say.
    workers[0]?.fail('again');
    expect(told).toHaveLength(1);
  });
});
