/** What only a model's file needs: archives and weights. */
export { readCurve } from '../../../shared/format/curve-file';
export { readEvaluation } from '../../../shared/format/model-read';
export { openPlace } from '../../archive/open-place';
export { openSource } from '../../../shared/format/open';
export { importFile } from '../../../shared/exchange/import-file';
export { modelSegments } from '../../../shared/format/model-write';
