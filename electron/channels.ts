/** The names under which messages travel. The preload script needs them without the schemas. */
import type { MessageName } from './messages';

export const channel = (message: MessageName): string => `convcanvas:${message}`;
/** On these the main process speaks unasked. */
export const MENU_CHANNEL = 'convcanvas:menu';
export const OPEN_CHANNEL = 'convcanvas:opened';
export const CLOSING_CHANNEL = 'convcanvas:closing';
