import type { MessagePort } from 'node:worker_threads';
import type { CallPort } from '../shared/protocol/calls';

/** Node's message port as those of browsers are. */
export function callPort(port: MessagePort): CallPort {
  return {
    postMessage: (message, transfer) => port.postMessage(message, transfer),
    addEventListener: (_, listener) => void port.on('message', (data: unknown) => listener({ data })),
  };
}

/** The side that asks: it keeps the program alive as long as an answer is waited for. */
export function askingPort(port: MessagePort): CallPort {
  const answers = callPort(port);
  let waiting = 0;
  return {
    postMessage(message, transfer) {
      waiting += 1;
      port.ref();
      port.postMessage(message, transfer);
    },
    addEventListener(type, listener) {
      answers.addEventListener(type, (event) => {
        waiting -= 1;
        if (waiting === 0) port.unref();
        listener(event);
      });
      port.unref();
    },
  };
}
