/** The benchmark of the GPU as one archive, for a Linux machine that has a GPU and little else. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../../build/lib/failure.mjs';
import { bindingFolder, ensureSoftwareGpu, fetchWebGpuPackage } from '../../build/lib/find-webgpu.mjs';
import { fromRoot } from '../../build/lib/paths.mjs';
import { run } from '../../build/lib/run.mjs';
import { bundleProgram } from './bundle';

const NAME = 'convcanvas-gpu';
const MOST_BYTES = 50e6;
/** Below it `node` is a small program that needs a library beside it. */
const WHOLE_NODE = 50e6;

const script = `#!/bin/sh
# Measures this machine's GPU in at most eight minutes: prints a table, and keeps its rows in gpu.json beside this file
# (or in the file that is named after it). VK_ICD_FILENAMES may name a driver's file; Vulkan's loader finds others itself.
here=$(cd "$(dirname "$0")" && pwd) || exit 1
if [ -z "$VK_ICD_FILENAMES$VK_DRIVER_FILES" ]; then
  known=
  for file in /etc/vulkan/icd.d/*.json /usr/share/vulkan/icd.d/*.json /usr/local/share/vulkan/icd.d/*.json; do
    [ -f "$file" ] && known=yes
  done
  # Containers may have NVIDIA's driver where the loader doesn't look, or without the file that tells of it.
  if [ -z "$known" ]; then
    if [ -f /usr/local/nvidia/share/vulkan/icd.d/nvidia_icd.json ]; then
      export VK_ICD_FILENAMES=/usr/local/nvidia/share/vulkan/icd.d/nvidia_icd.json
    else
      printf '{"file_format_version":"1.0.0","ICD":{"library_path":"libGLX_nvidia.so.0","api_version":"1.3.0"}}' > "$here/nvidia_icd.json"
      export VK_ICD_FILENAMES="$here/nvidia_icd.json"
    fi
  fi
fi
exec "$here/node" "$here/main.mjs" --out "\${1:-$here/gpu.json}"
`;

/** Writes the archive; throws `Failure` where something that belongs into it can't be had. */
export async function packProgram(file: string): Promise<void> {
  if (process.platform !== 'linux') throw new Failure('The archive is for Linux and must be packed there.');
  if (statSync(process.execPath).size < WHOLE_NODE)
    throw new Failure(
      `${process.execPath} is not all of Node: pack with one from nodejs.org, which needs no library beside it.`,
    );
  const missing = await ensureSoftwareGpu();
  const loader = [
    path.join(bindingFolder(), 'libvulkan.so.1'),
    '/usr/lib/x86_64-linux-gnu/libvulkan.so.1',
  ].find((place) => existsSync(place));
  if (loader === undefined)
    throw new Failure(`Vulkan’s loader is missing: install libvulkan1 or Chromium. ${missing ?? ''}`.trim());
  const dawn = await fetchWebGpuPackage();
  const folder = fromRoot('.cache', 'bench', 'pack');
  const top = path.join(folder, NAME);
  rmSync(folder, { recursive: true, force: true });
  const packed = path.join(top, 'node_modules', 'webgpu');
  const binding = path.join(packed, path.relative(dawn, bindingFolder()));
  mkdirSync(binding, { recursive: true });
  const program = await bundleProgram();
  const files: readonly (readonly [string, string])[] = [
    [process.execPath, path.join(top, 'node')],
    [program, path.join(top, 'main.mjs')],
    ...['index.js', 'package.json', 'LICENSE.md'].map(
      (name) => [path.join(dawn, name), path.join(packed, name)] as const,
    ),
    [path.join(bindingFolder(), 'dawn.node'), path.join(binding, 'dawn.node')],
    [loader, path.join(binding, 'libvulkan.so.1')],
  ];
  for (const [from, to] of files) copyFileSync(from, to);
  chmodSync(path.join(top, 'node'), 0o755);
  writeFileSync(path.join(top, 'start.sh'), script, { mode: 0o755 });
  const out = path.resolve(file);
  const status = await run('tar', ['-cJf', out, '-C', folder, NAME], {
    stdio: ['ignore', 2, 2],
    env: { XZ_OPT: '-T0', ...process.env },
  });
  rmSync(folder, { recursive: true, force: true });
  if (status !== 0)
    throw new Failure(`The archive could not be written: “tar -cJ” ended with ${status}; it needs xz.`);
  const { size } = statSync(out);
  if (size > MOST_BYTES)
    throw new Failure(
      `${out} has ${(size / 1e6).toFixed(1)} MB, more than the ${MOST_BYTES / 1e6} that it may have.`,
    );
  console.log(`${out}: ${(size / 1e6).toFixed(1)} MB. Unpack it (tar -xJf) and run ${NAME}/start.sh.`);
}
