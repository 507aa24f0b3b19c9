/** Chromium's switches for WebGPU where it still hides it. */

export function gpuSwitches(platform: NodeJS.Platform): readonly (readonly [string, string?])[] {
  // Windows and macOS have it on by themselves. On Linux it stands behind a switch, and needs Vulkan.
  return platform === 'linux' ? [['enable-unsafe-webgpu'], ['enable-features', 'Vulkan']] : [];
}
