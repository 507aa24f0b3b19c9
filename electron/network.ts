/** Chromium's own network is off: the app's page comes by app://, which needs none, and nothing else is fetched by it. */

/** No name and no address is found, whoever asks: a page, a hint in it, a peer by TCP, or Chromium itself. */
export const networkSwitches: readonly (readonly [string, string])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
];

/** Peers are sought by UDP without a name; with this only by a proxy, and none is found. */
export const PEERS = 'disable_non_proxied_udp';
