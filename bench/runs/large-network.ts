import { emptyDocument, type ConvDocument } from '../../shared/graph/document';
import { findTemplate } from '../../templates';

const changed: Readonly<Record<string, object>> = { Input: { shape: [32, 32, 3] }, Dense: { units: 10 } };

/** ResNet-50 on pictures of 32×32, with Adam: weights and slots are 282 MB. */
export function smallPicturesResNet50(): ConvDocument {
  const template = findTemplate('resnet50');
  if (!template) throw new Error('There is no ResNet-50.');
  const { document } = template;
  const { data, training } = emptyDocument();
  return {
    ...document,
    nodes: document.nodes.map((node) => ({ ...node, params: { ...node.params, ...changed[node.type] } })),
    data: { ...data, dataset: 'digits', validation: 0 },
    // Epochs enough for any machine; small pictures of ten classes learn nothing of it, and need not.
    training: { ...training, optimizer: 'adam', learningRate: 0.0001, batchSize: 32, epochs: 1_000 },
  };
}
