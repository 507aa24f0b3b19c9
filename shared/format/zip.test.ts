import { strToU8, zipSync } from 'fflate';
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bytesSource, type ByteSource } from './byte-source';
import { crc32 } from './crc32';
import { FormatError } from './format-error';
import { openZip } from './zip-read';
import { END, END64, LOCATOR64 } from './zip-records';
import { zipBytes, zipSegments } from './zip-write';

const files = {
  'model.json': strToU8('{"a": 1}'.repeat(50)),
  'runs/x/weights/last.safetensors': Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) % 251),
  'empty.json': new Uint8Array(),
  'naïve “name”.txt': strToU8('text'),
};
const parts = Object.entries(files).map(([path, content]) => ({ path, content }));

async function contentOf(bytes: Uint8Array): Promise<Record<string, Uint8Array>> {
  const zip = await openZip(bytesSource(bytes), 'It');
  const read: Record<string, Uint8Array> = {};
  for (const [path, entry] of zip.entries) read[path] = await zip.read(entry, 1e6);
  return read;
}

/** A source that holds only what is near these places, and zeros elsewhere: as large as one likes. */
function sparse(size: number, pieces: readonly { at: number; bytes: Uint8Array }[]): ByteSource {
  return {
    size,
    read(from, length) {
      const out = new Uint8Array(length);
      for (const { at, bytes } of pieces) {
        const begin = Math.max(from, at);
        const end = Math.min(from + length, at + bytes.length);
        if (begin < end) out.set(bytes.subarray(begin - at, end - at), begin - from);
      }
      return Promise.resolve(out);
    },
  };
}

describe('zip', () => {
  it('comes back, the same bytes each time, texts deflated and floats stored', async () => {
    const bytes = zipBytes(parts);
    expect(await contentOf(bytes)).toEqual(files);
    expect(zipBytes(parts)).toEqual(bytes);
    const { entries } = await openZip(bytesSource(bytes), 'It');
    expect([...entries.values()].map(({ method }) => method)).toEqual([8, 0, 8, 8]);
  });

  it('opens what others write', async () => {
    expect(await contentOf(zipSync(files))).toEqual(files);
  });

  it('is opened by Python, contents and checksums', () => {
    const script =
      'import sys,io,zipfile\nz=zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))\nassert z.testzip() is None\nprint("|".join(z.namelist()))';
    const { stdout, status } = spawnSync('python3', ['-c', script], {
      input: zipBytes(parts),
      env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
    });
    expect(status).toBe(0);
    expect(stdout.toString().trim()).toBe(Object.keys(files).join('|'));
  });

  it('leaves content that lies elsewhere unread', async () => {
    const content = files['runs/x/weights/last.safetensors'];
    const where = { from: 5 };
    const segments = zipSegments([
      { path: 'a.json', content: files['model.json'] },
      { path: 'w.bin', content: { size: content.length, crc: crc32(content), segments: [where] } },
    ]);
    expect(segments).toContain(where);
    const bytes = new Uint8Array(
      Buffer.concat(segments.map((segment) => (segment === where ? content : (segment as Uint8Array)))),
    );
    expect(await contentOf(bytes)).toEqual({ 'a.json': files['model.json'], 'w.bin': content });
  });

  it('holds files beyond four gigabytes, by zip64', async () => {
    const size = 5 * 1024 ** 3;
    const after = strToU8('behind them');
    const segments = zipSegments([
      { path: 'large.bin', content: { size, crc: 1, segments: ['large' as const] } },
      { path: 'after.bin', content: after },
    ]);
    const pieces: { at: number; bytes: Uint8Array }[] = [];
    let at = 0;
    for (const segment of segments) {
      if (segment !== 'large') pieces.push({ at, bytes: segment });
      at += segment === 'large' ? size : segment.length;
    }
    const zip = await openZip(sparse(at, pieces), 'It');
    const large = zip.entries.get('large.bin')!;
    expect(large.size).toBe(size);
    const { from, source } = await zip.stored(large);
    expect(from).toBeLessThan(200);
    expect(source.size).toBe(size);
    const second = zip.entries.get('after.bin')!;
    expect(second.offset).toBeGreaterThan(size);
    expect(await zip.read(second, 100)).toEqual(after);
    // Also where its end was cut off.
    const cut = await openZip(sparse(at - END.size - LOCATOR64.size - END64.size - 10, pieces), 'It');
    expect(cut.cutOff).toBe(true);
    expect(await cut.read(cut.entries.get('after.bin')!, 100)).toEqual(after);
  });

  it('that was cut off gives what lies in it as a whole', async () => {
    const bytes = zipBytes(parts);
    const { entries } = await openZip(bytesSource(bytes), 'It');
    const second = entries.get('runs/x/weights/last.safetensors')!;
    const cut = await openZip(bytesSource(bytes.subarray(0, second.offset + 500)), 'It');
    expect(cut.cutOff).toBe(true);
    expect([...cut.entries.keys()]).toEqual(['model.json']);
    await expect(openZip(bytesSource(bytes.subarray(0, 20)), 'It')).rejects.toThrow(
      "It can't be opened: it is damaged or cut off; the end of the archive is missing.",
    );
  });

  it('that names a file twice believes neither', async () => {
    const zip = await openZip(bytesSource(zipBytes([...parts, ...parts.slice(0, 1)])), 'It');
    expect([...zip.twice]).toEqual(['model.json']);
    expect(zip.entries.has('model.json')).toBe(false);
    expect(zip.entries.size).toBe(3);
  });

  it('is refused where a file’s content, size or place is not what it says', async () => {
    const bytes = zipBytes(parts);
    const { entries } = await openZip(bytesSource(bytes), 'It');
    const { offset } = entries.get('runs/x/weights/last.safetensors')!;
    const changed = bytes.slice();
    changed[offset + 200] = (changed[offset + 200] ?? 0) ^ 1;
    await expect(contentOf(changed)).rejects.toThrow(/last.safetensors” is damaged/);
    const moved = bytes.slice();
    moved[offset] = 0;
    await expect(contentOf(moved)).rejects.toThrow(/is not where it should be/);
    const zip = await openZip(bytesSource(bytes), 'It');
    await expect(zip.read(zip.entries.get('model.json')!, 100)).rejects.toThrow(
      /“model.json” has 400 bytes, and 100 is the limit/,
    );
    await expect(zip.stored(zip.entries.get('model.json')!)).rejects.toThrow(/is not stored as it is/);
  });

  it('is refused where it says to unpack to more than its bytes can', async () => {
    const bytes = zipBytes([{ path: 'a.json', content: new Uint8Array(1000) }]);
    const view = new DataView(bytes.buffer);
    const directory = view.getUint32(bytes.length - 6, true);
    for (const declared of [10, 900_000]) {
      view.setUint32(directory + 24, declared, true);
      await expect(contentOf(bytes)).rejects.toThrow(FormatError);
      await expect(contentOf(bytes)).rejects.toThrow(/damaged/);
    }
  });

  it.each(['../evil', '/etc/evil', 'a/../../evil', 'C:\\evil', 'a\\b', 'a\u0007b'])(
    'is refused with the name %j',
    async (name) => {
      const bytes = zipBytes([{ path: name, content: strToU8('x') }]);
      await expect(openZip(bytesSource(bytes), 'It')).rejects.toThrow(/unsafe name/);
    },
  );
});
