/** What leaves in a format that is read comes in again as it was. */
import { describe, expect, test } from 'vitest';
import { findTemplate } from '../../templates';
import { bytesSource } from '../format/byte-source';
import { readTrained } from '../format/model-read';
import { openBytes } from '../format/open';
import { filledModel } from '../model/testing/filled-model';
import type { TrainedModel } from '../model/trained-model';
import { importFile } from './import-file';
import { modelFormats } from './models';

const { document } = findTemplate('lenet5')!;
const model = (): TrainedModel => {
  const { facts, weights } = filledModel(document, 0.5);
  return { ...facts, weights };
};
const imported = (name: string, bytes: Uint8Array) => importFile(name, bytesSource(bytes));

/** The file that a format of one file writes. */
async function written(format: (typeof modelFormats)[number], of: TrainedModel): Promise<Uint8Array> {
  const [file] = (await format.write(of)).files;
  if (!file) throw new Error('Nothing was written.');
  return file.bytes;
}

const readable = modelFormats.filter(({ read }) => read !== undefined);

test('there are formats that go both ways', () => {
  expect(readable.map(({ name }) => name)).toContain('safetensors');
});

describe.each(readable.map((format) => [format.name, format] as const))('%s', (_, format) => {
  test('gives the same drawing, preparation and weights back, to the bit', async () => {
    const before = model();
    const bytes = await imported(`lenet${format.ending}`, await written(format, before));
    const opened = await openBytes('lenet.cnn', bytes!);
    if (opened.kind !== 'model') throw new Error('It is no model.');
    expect(opened.model.problems).toEqual([]);
    expect(opened.model.drawing).toEqual(before.trainedOn);
    const after = await readTrained(opened.model.runs[0]!, 'last');
    expect(after.preprocessing).toEqual(before.preprocessing);
    expect(after.outputs).toEqual(before.outputs);
    expect(after.origin).toEqual(before.origin);
    expect(after.weights).toEqual(before.weights);
  });

  test('with the weights of another network is refused', async () => {
    const { weights, ...facts } = model();
    const [first] = weights.keys();
    const fewer = new Map([...weights].filter(([key]) => key !== first));
    await expect(
      imported(`fewer${format.ending}`, await written(format, { ...facts, weights: fewer })),
    ).rejects.toThrow(new RegExp(`^fewer\\${format.ending}: `));
  });

  test('that was cut off is refused by its name, and nothing else is thrown', async () => {
    const whole = await written(format, model());
    for (const length of [70, whole.length >> 1, whole.length - 1]) {
      await expect(imported(`cut${format.ending}`, whole.subarray(0, length))).rejects.toThrow(
        new RegExp(`^cut\\${format.ending}: .*\\.$`),
      );
    }
  });
});

test('what is none of these is left to others', async () => {
  for (const bytes of [new Uint8Array(), Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0), new Uint8Array(100)])
    expect(await imported('other', bytes)).toBeNull();
});
