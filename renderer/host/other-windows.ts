/** Windows tell each other which file they hold and when they save it: by the host's handle, which is the same in all. */

const CHANNEL = 'convcanvas.files';

interface Message {
  readonly about: 'opened' | 'held' | 'saved';
  readonly handle: string;
}

export interface OtherWindows {
  /** The file that this window holds from now on; null for none. */
  holds(handle: string | null): void;
  saved(): void;
  close(): void;
}

export interface OtherWindowsNews {
  /** Another window holds the same file. Told once for each time that this one opens it. */
  alsoOpen(): void;
  /** Another window has written the file that this one holds. */
  savedElsewhere(): void;
}

function isMessage(value: unknown): value is Message {
  return (
    typeof value === 'object' &&
    value !== null &&
    'about' in value &&
    'handle' in value &&
    typeof value.handle === 'string'
  );
}

export function listenToOtherWindows(news: OtherWindowsNews): OtherWindows {
  const channel = new BroadcastChannel(CHANNEL);
  let held: string | null = null;
  let told = false;
  const say = (about: Message['about']): void => {
    if (held !== null) channel.postMessage({ about, handle: held } satisfies Message);
  };
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (!isMessage(data) || data.handle !== held) return;
    if (data.about === 'saved') news.savedElsewhere();
    else if (!told) {
      told = true;
      news.alsoOpen();
    }
    if (data.about === 'opened') say('held');
  };
  return {
    holds(handle) {
      if (handle === held) return;
      held = handle;
      told = false;
      say('opened');
    },
    saved: () => say('saved'),
    close: () => channel.close(),
  };
}
