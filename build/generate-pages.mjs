/**
 * Writes the pages of docs/ that the files of layers, transforms, data formats, metrics and formats say themselves. With
 * --check it writes nothing and fails where one is stale.
 */
import { format, resolveConfig } from 'prettier';
import { runMain } from './lib/failure.mjs';
import { putText, textOf } from './lib/generated-text.mjs';
import { fromRoot } from './lib/paths.mjs';

const pages = {
  'layers.md': `
    import { layersPage } from './shared/export/reference/layers-page';
    import { layers } from './shared/layers';
    export const text = layersPage(layers);`,
  'reference.md': `
    import { referencePage } from './shared/export/reference/reference-page';
    import { sourceFormats } from './shared/data/sources/list';
    import { transforms } from './shared/data/transforms/list';
    import { allMetrics } from './shared/training/metrics/list';
    import { drawingFormats } from './shared/exchange/drawings';
    import { modelFormats } from './shared/exchange/models';
    export const text = referencePage({ sourceFormats, transforms, metrics: allMetrics, drawingFormats, modelFormats });`,
};

await runMain(async () => {
  for (const [name, contents] of Object.entries(pages)) {
    const target = fromRoot('docs', name);
    const text = await format(await textOf(contents), {
      ...(await resolveConfig(target)),
      filepath: target,
    });
    putText(target, text, 'build/generate-pages.mjs');
  }
  return 0;
});
