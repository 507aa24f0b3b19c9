/**
 * The first that runs in the page, before anything else of it: what reaches others past every policy is taken away, which is
 * peers, other screens, and voices that a service lends. docs/security.md says on which host something stronger holds.
 */
for (const name of [
  'RTCPeerConnection',
  'webkitRTCPeerConnection',
  'mozRTCPeerConnection',
  'PresentationRequest',
  'SpeechRecognition',
  'webkitSpeechRecognition',
  'SpeechSynthesisUtterance',
  'speechSynthesis',
]) {
  Reflect.deleteProperty(globalThis, name);
}

// A module that gives nothing, so that it can be imported for what it does.
export {};
