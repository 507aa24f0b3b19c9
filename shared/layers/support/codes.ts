/**
 * What a layer's own file can find wrong, by name. A new code needs a place here, and a case in
 * compiler/diagnostics.test.ts that provokes it and takes its fixes.
 */
export const layerCodes = [
  'class-names-differ',
  'custom-expression',
  'groups-do-not-divide-filters',
  'groups-do-not-divide-input',
  'needs-picture',
  'needs-vector',
  'normalizes-one-value',
  'nothing-left',
  'output-padding-too-large',
  'padding-cuts-everything',
  'padding-larger-than-half-window',
  'parts-do-not-divide',
  'pixels-never-seen',
  'reflection-larger-than-input',
  'shape-without-channels',
  'shapes-differ',
  'sizes-differ',
  'slice-beyond-end',
  'statistics-differ',
  'window-larger-than-input',
] as const;

export type LayerCode = (typeof layerCodes)[number];
