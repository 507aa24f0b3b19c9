import type { BackendCandidate } from '../choose-backend';

/** Names that emulated graphics give themselves. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render/i;

/** The backends that this worker (or Node) may have, the best first, without starting any. */
export async function detectBackends(): Promise<readonly BackendCandidate[]> {
  const candidates: BackendCandidate[] = [];
  const webgpu = await detectWebGpu();
  if (webgpu) candidates.push(webgpu);
  const webgl = detectWebGl();
  if (webgl) candidates.push(webgl);
  if (typeof WebAssembly !== 'undefined') candidates.push({ name: 'wasm', software: false });
  candidates.push({ name: 'cpu', software: false });
  return candidates;
}

async function detectWebGpu(): Promise<BackendCandidate | null> {
  // Node before 21 has no navigator at all.
  if (typeof navigator === 'undefined' || !('gpu' in navigator)) return null;
  try {
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return null;
    const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
    const names = [vendor, architecture, device, description].join(' ');
    return {
      name: 'webgpu',
      software: isFallbackAdapter || SOFTWARE.test(names),
      ...nameOf(device || `${vendor} ${architecture}`, description),
    };
  } catch {
    return null;
  }
}

/** Browsers say little, and Dawn puts hyphens in the place of what it leaves out. */
function nameOf(device: string, description: string): { device?: string } {
  const name = device.replace(/-+$/, '').trim();
  if (name === '') return {};
  return { device: description === '' ? name : `${name} (${description})` };
}

function detectWebGl(): BackendCandidate | null {
  if (typeof OffscreenCanvas === 'undefined') return null;
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return null;
  const renderer: unknown = gl.getParameter(
    gl.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER,
  );
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  if (typeof renderer !== 'string') return { name: 'webgl', software: false };
  return { name: 'webgl', software: SOFTWARE.test(renderer), ...nameOf(renderer, '') };
}
