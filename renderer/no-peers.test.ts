import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.unstubAllGlobals());

test('no constructor that reaches others past the policy is left, by its old names neither', async () => {
  const names = [
    ...['RTCPeerConnection', 'webkitRTCPeerConnection', 'mozRTCPeerConnection', 'PresentationRequest'],
    ...['SpeechRecognition', 'webkitSpeechRecognition', 'SpeechSynthesisUtterance', 'speechSynthesis'],
  ];
  for (const name of names) vi.stubGlobal(name, () => undefined);
  expect(names.filter((name) => name in globalThis)).toEqual(names);
  await import('./no-peers');
  expect(names.filter((name) => name in globalThis)).toEqual([]);
});
