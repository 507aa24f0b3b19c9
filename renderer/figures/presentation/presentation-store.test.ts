import { expect, test } from 'vitest';
import { findTemplate } from '../../../templates';
import { emptyDocument } from '../../../shared/graph/document';
import { DocumentStore } from '../../document/document-store';
import { PresentationStore } from './presentation-store';
import { UiStore } from '../../document/ui-store';

function presented() {
  const ui = new UiStore();
  const documents = new DocumentStore(findTemplate('lenet5')?.document ?? emptyDocument(), ui);
  return { ui, documents, presentation: new PresentationStore(documents, ui) };
}

test('it goes through the layers in the order in which they are run, and stops at both ends', () => {
  const { documents, presentation } = presented();
  presentation.enter();
  expect(presentation.row).toBeNull();
  presentation.next();
  expect(presentation.row?.node.name).toBe('input');
  presentation.next();
  expect(presentation.row?.node.name).toBe('C1');
  expect([...documents.selection]).toEqual(['C1']);
  presentation.last();
  presentation.next();
  expect(presentation.row?.node.name).toBe('classes');
  presentation.overview();
  presentation.previous();
  expect(presentation.at).toBeNull();
  expect(documents.selection.size).toBe(0);
});

test('leaving puts back panels, drawer, minimap and selection', () => {
  const { ui, documents, presentation } = presented();
  ui.setPanels({ left: true, right: false });
  ui.toggleDrawer('summary');
  documents.select(['C3']);
  presentation.enter();
  expect([ui.leftOpen, ui.rightOpen, ui.drawer, ui.minimap]).toEqual([false, false, null, false]);
  presentation.next();
  presentation.leave();
  expect(presentation.on).toBe(false);
  expect([ui.leftOpen, ui.rightOpen, ui.drawer, ui.minimap]).toEqual([true, false, 'summary', true]);
  expect([...documents.selection]).toEqual(['C3']);
});

test('another document or workspace ends it', () => {
  const { ui, documents, presentation } = presented();
  presentation.enter();
  ui.setWorkspace('train');
  expect(presentation.on).toBe(false);
  ui.setWorkspace('design');
  presentation.enter();
  documents.load(emptyDocument());
  expect(presentation.on).toBe(false);
  expect(documents.selection.size).toBe(0);
});
