import type { ModelFormat } from '../format';

export const tfjs: ModelFormat = {
  name: 'tfjs',
  title: 'TensorFlow.js layers model',
  takes: 'model',
  ending: '.zip',
  isFolder: true,
  usage:
    'a model as a tfjs layers model, a folder with model.json and its weights, or a zip where PATH ends so',
  help: 'as model.json and weights, for tf.loadLayersModel.',
  write: async (model) => {
    const { exportTfjs } = await import('../../export/tfjs-layers');
    return { ...exportTfjs(model), problems: [] };
  },
};
