import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { callPort } from '../../node/call-port';
import { localDataSets } from '../../node/data-sets';
import { findPlaces } from '../../node/places';
import { fixedSteps } from '../data/preprocessing';
import { remoteDataSets, serveDataSets } from './data-worker';

const open: MessageChannel[] = [];
afterEach(() => {
  for (const { port1 } of open.splice(0)) port1.close();
});

function setUp() {
  const local = localDataSets(findPlaces(new URL('.', import.meta.url).pathname));
  const channel = new MessageChannel();
  open.push(channel);
  serveDataSets(callPort(channel.port2), local);
  return { local, remote: remoteDataSets(callPort(channel.port1)) };
}

const settings = { fit: 'pad', scale: 'standardize', pipeline: [] } as const;

describe('data sets behind a port', () => {
  it('answer what they answer here', async () => {
    const { local, remote } = setUp();
    expect(await remote.facts('digits')).toEqual(await local.facts('digits'));
    const preprocessing = await remote.preprocessing('digits', [12, 12, 1], settings);
    expect(preprocessing).toEqual(await local.preprocessing('digits', [12, 12, 1], settings));
    const options = {
      ...{ inputId: 'in', outputId: 'out', seed: 1, steps: fixedSteps(preprocessing) },
      choice: {
        part: 'training',
        split: { validation: 0.2, limit: 100, seed: 1 },
        side: 'validation',
      } as const,
    };
    const [there, here] = [await remote.feed('digits', options), await local.feed('digits', options)];
    expect([there.length, there.shape]).toEqual([20, { height: 12, width: 12, channels: 1 }]);
    expect(await there.read([3, 1], 0)).toEqual(await here.read([3, 1], 0));
    const request = { part: 'test', classIndex: 2, count: 3, preprocessing } as const;
    expect(await remote.sheet('digits', request)).toEqual(await local.sheet('digits', request));
  });

  it('say what is wrong in a sentence, and go on', async () => {
    const { remote } = setUp();
    await expect(remote.facts('cifar')).rejects.toThrow('There is no data set called “cifar”.');
    await expect(remote.preprocessing('digits', [64], settings)).rejects.toThrow(/input is 64/);
    expect((await remote.facts('digits')).testCount).toBe(355);
  });

  it('answer with a sentence whoever waits, when their thread is gone', async () => {
    const { remote } = setUp();
    const waiting = expect(remote.facts('digits')).rejects.toThrow('The thread ended.');
    remote.lose('The thread ended.');
    await waiting;
    await expect(remote.facts('digits')).rejects.toThrow('The thread ended.');
  });
});
