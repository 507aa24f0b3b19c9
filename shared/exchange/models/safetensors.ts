import type { ModelFormat } from '../format';

/** Weights by their flat ids, kernels as [height, width, input, output]: numpy, PyTorch and JAX open it, too. */
export const safetensors: ModelFormat = {
  name: 'safetensors',
  title: 'safetensors',
  takes: 'model',
  ending: '.safetensors',
  isFolder: false,
  usage: 'the weights by name, float32, with the drawing among the metadata, so that it can be opened again',
  help: 'for Python: safetensors.numpy.load_file. It can be opened here again.',
  write: async (model) => {
    const { exportSafetensors } = await import('../../export/safetensors-model');
    return { files: exportSafetensors(model), problems: [], remarks: [] };
  },
  read: {
    // The header's length, of which the upper bytes are zero, then its first bracket.
    recognizes: (beginning) => beginning[8] === 0x7b && beginning[6] === 0 && beginning[7] === 0,
    read: async (source) => {
      const { importSafetensors } = await import('../../export/safetensors-model');
      return importSafetensors(source);
    },
  },
};
