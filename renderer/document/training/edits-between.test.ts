import { describe, expect, it } from 'vitest';
import { defaultTraining, emptyDocument, type ConvDocument } from '../../../shared/graph/document';
import { editsBetween, networkEditsBetween, sameNetwork } from './edits-between';

const start = emptyDocument();
function withNode(document: ConvDocument, id: string, filters = 6): ConvDocument {
  const node = { id, type: 'Conv2D', name: id, params: { filters } };
  return { ...document, nodes: [...document.nodes.filter((other) => other.id !== id), node] };
}

describe('edits between a run and the document', () => {
  const one = withNode(start, 'a');
  const moved = { ...one, layout: { a: { x: 1, y: 2 } } };
  const two = withNode(moved, 'b');

  it('counts steps of the history, and not those that only move things', () => {
    const timeline = [start, one, moved, two];
    expect(editsBetween(start, two, timeline)).toBe(2);
    expect(editsBetween(one, moved, timeline)).toBe(0);
    expect(editsBetween(two, start, timeline)).toBe(2);
  });

  it('counts what differs where the history does not reach', () => {
    expect(editsBetween(start, two, [two])).toBe(2);
    const slower = { ...withNode(one, 'a', 12), training: { ...defaultTraining, learningRate: 0.5 } };
    expect(editsBetween(one, slower, [])).toBe(2);
  });

  it('a copy that was read back from a file is no edit', () => {
    const copy: ConvDocument = structuredClone(two);
    expect(editsBetween(two, copy, [])).toBe(0);
  });

  it('training settings are no part of the network', () => {
    const faster = { ...two, training: { ...defaultTraining, epochs: 9 } };
    expect(sameNetwork(two, faster)).toBe(true);
    expect(sameNetwork(two, one)).toBe(false);
    const timeline = [one, two, faster];
    expect(editsBetween(one, faster, timeline)).toBe(2);
    expect(networkEditsBetween(one, faster, timeline)).toBe(1);
    expect(networkEditsBetween(two, faster, timeline)).toBe(0);
    expect(networkEditsBetween(one, faster, [])).toBe(1);
  });
});
