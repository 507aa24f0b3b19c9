import { createContext } from 'react';

/**
 * Where the labels of wires are drawn: React Flow's layer for them, looked up once. Its own EdgeLabelRenderer looks it up
 * for each wire, whenever anything on the sheet changes.
 */
export const WireLabelContext = createContext<Element | null>(null);

export const findWireLabels = (frame: Element | null): Element | null =>
  frame?.querySelector('.react-flow__edgelabel-renderer') ?? null;
