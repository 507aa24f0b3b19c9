import { stockPerSecond } from './training/stock';
import type { SpeedRequest } from './training/network';

self.onmessage = async ({ data }: MessageEvent<SpeedRequest>) => {
  self.postMessage(await stockPerSecond(data));
};
