/**
 * Electron's fuses, which electron-builder asks for when a program is packed; docs/security.md says what they are for.
 * package.json puts the newest library in the place of electron-builder's own, which does not know the ninth fuse that
 * Electron has since version 43.
 */
import { FuseV1Options, FuseVersion } from '@electron/fuses';

/** Strict: a fuse that a later Electron adds must be named here, or nothing is packed. */
export const fuses = /** @type {const} */ ({
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  resetAdHocDarwinSignature: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Bounds of WebAssembly's memory are then held by the processor, as in Chromium; without, by slower code.
  [FuseV1Options.WasmTrapHandlers]: true,
});

/**
 * The hook `afterPack`. The halves of a universal app are merged first.
 * @param {import('electron-builder').AfterPackContext} context
 */
export default async function setFuses(context) {
  if (context.appOutDir.endsWith('-temp')) return;
  await context.packager.addElectronFuses(context, fuses);
}
