/**
 * Writes docs/layers.md from the layers of shared/layers. With --check it writes nothing and fails where the file is stale.
 */
import { format, resolveConfig } from 'prettier';
import { runMain } from './lib/failure.mjs';
import { putText, textOf } from './lib/generated-text.mjs';
import { fromRoot } from './lib/paths.mjs';

await runMain(async () => {
  const target = fromRoot('docs', 'layers.md');
  const text = await textOf(`
    import { layersPage } from './shared/export/reference/layers-page';
    import { layers } from './shared/layers';
    export const text = layersPage(layers);`);
  putText(
    target,
    await format(text, { ...(await resolveConfig(target)), filepath: target }),
    'build/generate-layer-page.mjs',
  );
  return 0;
});
