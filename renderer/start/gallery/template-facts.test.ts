import { expect, test } from 'vitest';
import { findTemplate } from '../../../templates';
import { TemplateFacts } from './template-facts';

const [lenet, alexnet, vgg] = ['lenet5', 'alexnet', 'vgg16'].map((name) => findTemplate(name)!);

/** Idle time that comes when the test says so. */
function byHand() {
  const works: ((hasTime: () => boolean) => void)[] = [];
  const facts = new TemplateFacts([lenet!, alexnet!, vgg!], (work) => works.push(work));
  return { facts, works };
}

test('nothing is compiled before there is time, and then what is looked at comes first', () => {
  const { facts, works } = byHand();
  facts.want([vgg!]);
  expect(facts.of(vgg!)).toBeUndefined();
  works.shift()!(() => false);
  expect(facts.of(vgg!)).toMatchObject({
    parameters: 138_357_544,
    macs: 15_470_264_320,
    input: [224, 224, 3],
  });
  expect(facts.of(lenet!)).toBeUndefined();
  // What is wanted meanwhile goes to the front, and starts no second round.
  facts.want([alexnet!]);
  expect(works).toHaveLength(1);
  works.shift()!(() => false);
  expect(facts.of(alexnet!)?.parameters).toBe(61_100_840);
});

test('as many as there is time for, each once', () => {
  const { facts, works } = byHand();
  facts.want([]);
  works.shift()!(() => true);
  expect([lenet, alexnet, vgg].every((template) => facts.of(template!) !== undefined)).toBe(true);
  expect(works).toEqual([]);
  facts.want([lenet!]);
  expect(works).toEqual([]);
});
