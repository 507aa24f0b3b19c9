/**
 * Writes docs/document.schema.json from the Zod schema of shared/format and the layers of shared/layers.
 * With --check it writes nothing and fails where the file is stale.
 */
import { runMain } from './lib/failure.mjs';
import { putText, textOf } from './lib/generated-text.mjs';
import { fromRoot } from './lib/paths.mjs';

await runMain(async () => {
  const text = await textOf(`
    import { documentJsonSchema } from './shared/format/json-schema';
    import { printJson } from './shared/format/print-json';
    import { layers } from './shared/layers';
    export const text = printJson(documentJsonSchema(layers)) + '\\n';`);
  putText(fromRoot('docs', 'document.schema.json'), text, 'build/generate-schema.mjs');
  return 0;
});
