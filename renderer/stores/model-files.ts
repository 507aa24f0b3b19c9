/** What only a model's file needs: archives and weights. */
export { openPlace } from '../archive/open-place';
export { openSource } from '../../shared/format/open';
export { modelSegments } from '../../shared/format/model-write';
