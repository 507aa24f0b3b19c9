/** Files that have lost a part, and files and drafts of earlier versions: what they hold comes back. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { deskForEach, digits, errorsOf, evaluated, figures, FILE, fixture, train } from './desk';

const desk = deskForEach();
const { newWindow, reopened, weightsOf } = desk;

describe('a file', () => {
  test('with a lost part opens with a sentence, and all else of it is there', async () => {
    const window = await newWindow({ document: await digits() });
    await train(window);
    await train(window);
    expect(await window.files.save()).toBe(true);
    await window.files.letGo();
    const file = path.join(desk.machine.folder, FILE);
    const bytes = await readFile(file);
    // The last part is the weights of the second run.
    await writeFile(file, bytes.subarray(0, bytes.length - 4_000));
    const next = await newWindow();
    expect(await next.files.open()).toBe(true);
    expect(errorsOf(next)).toHaveLength(1);
    expect(errorsOf(next)[0]).toMatch(/^digits\.cnn: The file was cut off: .*Run 2 has lost a part: .*\.$/);
    expect(next.runs.runs.map(({ name, trained }) => [name, trained])).toEqual([
      ['Run 1', true],
      ['Run 2', false],
    ]);
    expect((await evaluated(next, next.runs.runs[0]!))?.count).toBeGreaterThan(0);
  });

  test('of version 1 opens, evaluates to the figures of then, and is saved as one of now', async () => {
    await writeFile(path.join(desk.machine.folder, FILE), await fixture('finished'));
    const window = await newWindow();
    expect(await window.files.open()).toBe(true);
    expect(errorsOf(window)).toEqual([]);
    const run = window.runs.current!;
    const now = await evaluated(window, run);
    expect(now?.scores.accuracy).toBe(run.record?.test?.scores.accuracy);
    expect(now?.confusion).toEqual(run.record?.test?.confusion);
    const weights = await weightsOf(run);
    window.runs.rename(run.id, 'Of then');
    const next = await reopened(window);
    expect(next.runs.current?.name).toBe('Of then');
    expect(await weightsOf(next.runs.current)).toEqual(weights);
  });

  test('of version 1 goes on from its checkpoint', async () => {
    await writeFile(path.join(desk.machine.folder, FILE), await fixture('stopped'));
    const window = await newWindow();
    expect(await window.files.open()).toBe(true);
    const run = window.runs.latest!;
    expect(run.resumable).toBe(true);
    const before = figures(run.record?.epochs);
    expect(before.length).toBeGreaterThan(0);
    const ended = window.training.resume(run);
    await expect.poll(() => run.epochsDone, { timeout: 30_000 }).toBeGreaterThan(before.length);
    await window.training.stop();
    await ended;
    expect(run.error).toBeNull();
    expect(run.trained).toBe(true);
    expect(figures(run.record?.epochs).slice(0, before.length)).toEqual(before);
  });
});

test('drafts of the version before are brought back with the runs that lay among them', async () => {
  const [finished, stopped] = [await fixture('finished'), await fixture('stopped')];
  const { drafts } = desk.machine;
  const document = await digits();
  const draft = {
    name: 'Of then',
    file: null,
    edits: 3,
    unsaved: true,
    selectedRun: null,
    document: JSON.stringify(document),
  };
  await drafts.write('document/gone/one', new TextEncoder().encode(JSON.stringify(draft)));
  await drafts.write('run/gone/one/first', finished);
  await drafts.write('run/gone/one/second', stopped);
  const window = await newWindow();
  const [work, ...others] = window.files.work.recoverable;
  expect(others).toEqual([]);
  await window.files.work.recover(work!);
  expect(errorsOf(window)).toEqual([]);
  expect(window.runs.runs).toHaveLength(2);
  // They are kept as those of now, since the rows of then have gone.
  expect(await drafts.list('run/')).toEqual([]);
  await window.files.work.writeNow();
  window.drop();
  const next = await newWindow();
  await next.files.work.recover(next.files.work.recoverable[0]!);
  expect(next.runs.runs).toHaveLength(2);
  for (const run of next.runs.runs) expect((await weightsOf(run)).size).toBeGreaterThan(0);
});
