/** Wires that are cut, and a block's own ports, made, renamed and removed where they are drawn. */
import { applyEdits } from '../../../shared/graph/apply';
import {
  connectInput,
  disconnectInput,
  freePortName,
  removeInput,
  removeOutput,
  renameInput,
  renameOutput,
  setOutput,
} from '../../../shared/graph/definition-ports';
import type { ConvDocument, DefinitionId, NodeId } from '../../../shared/graph/document';
import type { Edit } from '../../../shared/graph/edit';
import { findDefinition } from '../../../shared/graph/scope';
import type { DocumentStore } from '../../document/document-store';
import type { Wired } from '../../../shared/drawing/wired';
import type { PortEnd } from '../../../shared/drawing/port-pills';

export interface PortPlace {
  readonly node: NodeId;
  readonly port: string;
}

/** One step, whatever the wires stand for. */
export function cutWires(documents: DocumentStore, wires: readonly Wired[]): void {
  const { within, scope } = documents;
  documents.attempt(
    'Disconnect',
    (document) =>
      wires.reduce<{ readonly edits: readonly Edit[]; readonly now: ConvDocument }>(
        ({ edits, now }, wired) => {
          const more = cutting(now, wired, scope, within);
          return { edits: [...edits, ...more], now: applyEdits(now, more) };
        },
        { edits: [], now: document },
      ).edits,
  );
}

function cutting(
  document: ConvDocument,
  wired: Wired,
  scope: DefinitionId | null,
  within: DocumentStore['within'],
): readonly Edit[] {
  if (wired.kind === 'edge') return [{ edit: 'disconnect', ...within, edge: wired.edge }];
  if (scope === null) return [];
  return wired.kind === 'input'
    ? disconnectInput(document, scope, wired.port.node, wired.port.port)
    : removeOutput(document, scope, wired.port.name);
}

/** Without a name a new port is made. */
export function connectPort(
  documents: DocumentStore,
  end: PortEnd,
  name: string | null,
  { node, port }: PortPlace,
): boolean {
  return documents.attempt(`${name === null ? 'Add' : 'Connect'} ${end} of the block`, (document) => {
    const { scope } = documents;
    const definition = scope === null ? undefined : findDefinition(document, scope);
    if (scope === null || !definition) return [];
    const own = name ?? freePortName(definition, end === 'input' ? 'inputs' : 'outputs');
    return (end === 'input' ? connectInput : setOutput)(document, scope, own, node, port);
  });
}

export function renamePort(documents: DocumentStore, end: PortEnd, name: string, next: string): void {
  const { scope } = documents;
  if (scope === null) return;
  documents.attempt(`Rename ${end} ${name} to ${next}`, (document) =>
    (end === 'input' ? renameInput : renameOutput)(document, scope, name, next),
  );
}

export function removePort(documents: DocumentStore, end: PortEnd, name: string): void {
  const { scope } = documents;
  if (scope === null) return;
  documents.attempt(`Remove ${end} ${name}`, (document) =>
    (end === 'input' ? removeInput : removeOutput)(document, scope, name),
  );
}
