/** Preferences are a comfort: a browser that refuses to keep them must not stop the app. */
export interface Preference<T extends string> {
  /** As it was kept when the window opened. */
  readonly value: T;
  keep(value: T): void;
}

export function preference<T extends string>(
  key: string,
  allowed: readonly T[],
  fallback: NoInfer<T>,
): Preference<T> {
  return {
    value: read(key, allowed) ?? fallback,
    keep(value) {
      try {
        localStorage.setItem(key, value);
      } catch {
        // Kept for this window only.
      }
    },
  };
}

function read<T extends string>(key: string, allowed: readonly T[]): T | undefined {
  try {
    const value = localStorage.getItem(key);
    return allowed.find((each) => each === value);
  } catch {
    // It may throw where storage is forbidden, and is not there at all outside of a browser.
    return undefined;
  }
}
