/** What only a model's file needs: archives and weights. */
export { readModel, writeModel } from '../../shared/format/model-file';
export { openBytes } from '../../shared/format/open';
