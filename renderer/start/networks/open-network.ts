import type { Template } from '../../../templates';
import type { AppStore } from '../../document/app-store';

/** Takes the place of what is open; work that was not saved is kept, and the user told how to go back to it. */
export function openNetwork({ files, ui }: AppStore, template: Template): void {
  files.newDocument(template.document);
  ui.setWorkspace('design');
  ui.setGalleryOpen(false);
}
