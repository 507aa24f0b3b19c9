import fc from 'fast-check';
import { expect, test } from 'vitest';
import { casesOf, optionCases } from '../../engine/testing/layer-case';
import { layers } from '../../layers/index';
import { signatureOf, silent, strideOfPooling } from './framework-classes';

/** Where one copy of a block gives an argument and another leaves it out, the code must write what it has there. */
test.each(layers.map((layer) => [layer.type, layer] as const))(
  '%s: what an argument is that is left out',
  (_, layer) => {
    const given = fc.sample(casesOf(layer), { numRuns: 40, seed: 1 });
    const options = optionCases(layer).flatMap((fixed) =>
      given.slice(0, 3).map((each) => ({ ...each, params: { ...each.params, ...fixed } })),
    );
    for (const framework of ['keras', 'pytorch'] as const) {
      const named = new Map<string, Set<string>[]>();
      for (const { params, shapes } of [...given, ...options]) {
        if (layer.infer(params, shapes).findings.some(({ severity }) => severity === 'error')) continue;
        const emission = layer[framework](params, shapes);
        const steps =
          emission.kind === 'layers' ? emission.layers : emission.kind === 'steps' ? emission.steps : [];
        for (const step of steps) {
          if (!('className' in step)) continue;
          const list = named.get(step.className) ?? [];
          named.set(step.className, [...list, new Set(Object.keys(step.args))]);
        }
      }
      for (const [className, seen] of named) {
        const { defaults = {}, renamed = {} } = signatureOf(framework, className);
        const often = [...new Set(seen.flatMap((names) => [...names]))].filter((name) =>
          seen.some((names) => !names.has(name)),
        );
        const unknown = often.filter(
          (name) =>
            !Object.hasOwn(defaults, renamed[name] ?? name) &&
            !Object.hasOwn(silent, name) &&
            strideOfPooling[className]?.argument !== name,
        );
        expect(unknown, `${framework}: ${className}`).toEqual([]);
      }
    }
  },
);
