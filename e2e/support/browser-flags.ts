/** How tests and benchmarks start Chromium: nothing that calls home, and WebGPU and WebGL in software where there is no GPU. */
const isRoot = process.getuid?.() === 0;

export const quietFlags: readonly string[] = [
  // Chromium's sandbox refuses to run as root.
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
];

const softwareGpuFlags: readonly string[] = [
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-swiftshader',
  '--use-angle=swiftshader',
  '--ignore-gpu-blocklist',
];

export const browserFlags: readonly string[] = [...quietFlags, ...softwareGpuFlags];
