import { describe, expect, it } from 'vitest';
import { commonFields, type Member } from './common-fields';

const member = (id: string, type: string, params: Readonly<Record<string, unknown>> = {}): Member => ({
  node: { id, type, name: id, params },
  params,
});

describe('the parameters in common', () => {
  it('are those of the same name and kind, with every value', () => {
    const found = commonFields([
      member('a', 'Conv2D', { filters: 16 }),
      member('b', 'Conv2D', { filters: 64 }),
      member('c', 'SeparableConv2D', { filters: 16 }),
    ]);
    expect(found.find(({ name }) => name === 'filters')?.values).toEqual([16, 64, 16]);
    expect(found.map(({ name }) => name)).not.toContain('groups');
  });

  it('leave out what is not in use in all of them', () => {
    const leaky = member('a', 'Activation', { activation: 'leakyRelu' });
    expect(commonFields([leaky, leaky]).map(({ name }) => name)).toContain('negativeSlope');
    expect(commonFields([leaky, member('b', 'Activation')]).map(({ name }) => name)).not.toContain(
      'negativeSlope',
    );
  });

  it('are none with a layer that has none, and of no layers', () => {
    expect(commonFields([member('a', 'Conv2D'), member('b', 'Flatten')])).toEqual([]);
    expect(commonFields([])).toEqual([]);
  });
});
