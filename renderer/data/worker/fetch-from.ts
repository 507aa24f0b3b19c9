import type { ReadDatasetFile } from '../../../shared/data/source';

/** The files of `datasets/`, which is served under `baseUrl`. */
export function fetchFrom(baseUrl: string): ReadDatasetFile {
  return async (path, largest) => {
    const url = new URL(`datasets/${path}`, baseUrl);
    let response: Response;
    try {
      response = await fetch(url);
    } catch (error) {
      throw new Error(`The data file ${path} could not be fetched: the app's server does not answer.`, {
        cause: error,
      });
    }
    if (!response.ok) {
      throw new Error(
        `The data file ${path} is not there (status ${response.status}): the installation is incomplete.`,
      );
    }
    const bytes = await bodyUpTo(response, largest);
    if (bytes !== null) return bytes;
    throw new Error(`The data file ${path} is larger than it should be. Install ConvCanvas again.`);
  };
}

/** Null where it has more bytes: a server can send without end. */
async function bodyUpTo({ body }: Response, largest: number): Promise<Uint8Array | null> {
  if (body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > largest) {
      await reader.cancel();
      return null;
    }
    parts.push(next.value);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
