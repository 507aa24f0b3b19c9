import { DataError } from './data-error';

/** Throws the sentence for pictures with `from` channels before a network that takes `to`. */
export function refuseChannels(from: number, to: number): never {
  throw new DataError(
    `The pictures have ${from} channels and the network's input takes ${to}. Set the input's channels to ${from}${from === 3 ? ' or 1' : ''}.`,
  );
}
