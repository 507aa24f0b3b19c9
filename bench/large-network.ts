/** A residual network of any number of layers: chains, branches and joins as real ones have them. */
import { emptyDocument, type ConvDocument, type Edge, type GraphNode } from '../shared/graph/document';

export function largeNetwork(layers: number): ConvDocument {
  const nodes: GraphNode[] = [];
  const edges: Edge[] = [];
  const add = (type: string, params: Readonly<Record<string, unknown>>, ...sources: string[]): string => {
    const id = `n${nodes.length}`;
    nodes.push({ id, type, name: `${type.toLowerCase()}${nodes.length}`, params });
    sources.forEach((source, i) => {
      edges.push({
        source,
        sourcePort: 'out',
        target: id,
        targetPort: sources.length > 1 ? `in:${i}` : 'in',
      });
    });
    return id;
  };
  const convolution = { filters: 16, kernelSize: [3, 3], padding: 'same' };
  let last = add('Input', { shape: [32, 32, 16] });
  while (nodes.length < layers - 5) {
    const body = add('BatchNormalization', {}, add('Conv2D', convolution, last));
    const sum = add('Add', {}, add('Conv2D', convolution, add('Activation', {}, body)), last);
    last = add('Activation', {}, sum);
  }
  while (nodes.length < layers - 3) last = add('Activation', {}, last);
  add('Output', {}, add('Dense', { units: 10 }, add('GlobalAveragePooling2D', {}, last)));
  return { ...emptyDocument(`${layers} layers`), nodes, edges };
}
