/**
 * Looks for a newer version where package.json names a feed, `"updates": {"feed": "https://…"}`, which it does not by
 * itself: then nothing is fetched. The feed is a folder with what electron-builder writes there.
 */
import * as z from 'zod/mini';

const feedSchema = z.object({
  updates: z.optional(z.object({ feed: z.string().check(z.regex(/^https:\/\/[^/]+\/.*\/$/)) })),
});

const files: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'latest.yml',
  darwin: 'latest-mac.yml',
  linux: 'latest-linux.yml',
};

export interface UpdateParts {
  /** As package.json has it. */
  readonly manifest: unknown;
  readonly version: string;
  readonly platform: NodeJS.Platform;
  /** Rejects where it can't be had. */
  readonly fetchText: (url: string) => Promise<string>;
  /** `folder`: where the newer version can be had. */
  readonly offer: (version: string, folder: string) => void;
}

export async function lookForUpdate(parts: UpdateParts): Promise<void> {
  const { manifest, version, platform, fetchText, offer } = parts;
  const parsed = feedSchema.safeParse(manifest);
  const feed = parsed.success ? parsed.data.updates?.feed : undefined;
  const file = files[platform];
  if (feed === undefined || file === undefined) return;
  const offered = /^version: (\d+\.\d+\.\d+)\s*$/m.exec(await fetchText(feed + file))?.[1];
  if (offered !== undefined && isNewer(offered, version)) offer(offered, feed);
}

function isNewer(offered: string, current: string): boolean {
  const parts = (version: string): number[] => version.split('.').map((part) => parseInt(part, 10) || 0);
  const [now, other] = [parts(current), parts(offered)];
  const difference = other.findIndex((part, i) => part !== (now[i] ?? 0));
  return difference >= 0 && (other[difference] ?? 0) > (now[difference] ?? 0);
}
