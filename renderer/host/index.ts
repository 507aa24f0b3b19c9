/** The app's world: Electron's where its bridge is there, else the browser's. */
import type { Host } from '../../shared/protocol/host';
import { browserHost } from './browser-host';
import { electronHost } from './electron-host';

export function createHost(): Host {
  const { convcanvas } = window;
  return convcanvas === undefined ? browserHost : electronHost(convcanvas);
}
