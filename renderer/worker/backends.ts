/** Which of the engine's backends this worker can have, the best first. */
import type { BackendName } from '../../shared/engine/executor';

async function hasWebGpu(): Promise<boolean> {
  if (!('gpu' in navigator)) return false;
  // A software adapter counts as one: the probe of the actual network decides whether it is any good.
  const adapter = await navigator.gpu
    .requestAdapter({ powerPreference: 'high-performance' })
    .catch(() => null);
  return adapter !== null;
}

/** tfjs asks for WebGL 2 in a worker through an OffscreenCanvas, and needs float textures that can be drawn to. */
function hasWebGl(): boolean {
  if (typeof OffscreenCanvas === 'undefined') return false;
  try {
    const context = new OffscreenCanvas(1, 1).getContext('webgl2');
    if (context === null) return false;
    const usable = context.getExtension('EXT_color_buffer_float') !== null;
    context.getExtension('WEBGL_lose_context')?.loseContext();
    return usable;
  } catch {
    return false;
  }
}

export async function availableBackends(): Promise<readonly BackendName[]> {
  const found: BackendName[] = [];
  if (await hasWebGpu()) found.push('webgpu');
  if (hasWebGl()) found.push('webgl');
  if (typeof WebAssembly !== 'undefined') found.push('wasm');
  found.push('cpu');
  return found;
}
