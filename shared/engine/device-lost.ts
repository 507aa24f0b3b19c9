/** The graphics device went away (driver reset, sleep, unplugged); its memory is gone, a checkpoint is not. */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';

  constructor(detail: string) {
    super(`The graphics device was lost${detail ? ` (${detail})` : ''}, and what it was computing with it.`);
  }
}
