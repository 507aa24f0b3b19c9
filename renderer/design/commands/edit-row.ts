/** Editing a layer where it stands, on its row. */
import type { NodeId } from '../../../shared/graph/document';
import { findLayer } from '../../../shared/layers';
import { mainParams } from '../canvas/main-params';
import type { AppStore } from '../../document/app-store';
import type { Command } from '../../commands/command';

function editOnRow(ui: AppStore['ui'], node: NodeId, part: 'name' | 'numbers'): void {
  // Only what is in sight is drawn, and can be typed in.
  ui.canvas?.reveal([node]);
  ui.editRow({ node, part });
}

/** On the row, or in the inspector where no drawing is seen or the layer has no such numbers. */
export function editNumbers({ documents, ui }: AppStore): void {
  const { selected } = documents;
  const layer = selected ? findLayer(selected.type) : undefined;
  const hasNumbers = selected && layer && mainParams(layer, selected.params).length > 0;
  if (hasNumbers && ui.volumes === null) editOnRow(ui, selected.id, 'numbers');
  else ui.focusInspector();
}

const oneLayer =
  (verb: string) =>
  ({ documents, ui }: AppStore): true | string => {
    if (ui.workspace !== 'design') return `Layers are ${verb}d in the Design workspace.`;
    return documents.selected !== null || `Select one layer to ${verb} it.`;
  };

export const editRowCommands: readonly Command[] = [
  {
    id: 'edit.rename',
    title: 'Rename layer',
    group: 'Edit',
    shortcut: 'F2',
    enabled: oneLayer('rename'),
    run: ({ documents, ui }) => {
      const { selected } = documents;
      if (selected === null || ui.volumes !== null) ui.focusName();
      else editOnRow(ui, selected.id, 'name');
    },
  },
  {
    id: 'edit.numbers',
    title: 'Edit the numbers on the row',
    group: 'Edit',
    shortcut: 'E',
    keywords: 'parameters inline in place scrub filters kernel',
    enabled: oneLayer('change'),
    run: editNumbers,
  },
];
