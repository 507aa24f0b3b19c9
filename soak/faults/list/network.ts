/** What a page that was taken over could reach, in a browser and on the desktop. */
import type { FaultGroup } from '../fault';

const windowTest = 'electron/window.test.ts';

export const networkGroups: readonly FaultGroup[] = [
  {
    name: 'peers',
    title: 'A page that was taken over must not reach others by peers',
    seen: 'Read in the same attack: peer connections pass every policy, though docs/security.md promised otherwise.',
    faults: [
      {
        name: 'peers-left-to-later',
        file: 'renderer/main.ts',
        text: "import './no-peers';\n",
        replacement: '',
        harm: 'What reaches peers past every policy is still there when a hostile document is opened.',
        caughtBy: { file: 'renderer/main.test.ts' },
      },
      {
        name: 'a-peer-forgotten',
        file: 'renderer/no-peers.ts',
        text: "  'webkitRTCPeerConnection',\n",
        replacement: '',
        harm: 'Under its old name the constructor stays, and the page reaches whom it likes.',
        caughtBy: { file: 'renderer/no-peers.test.ts' },
      },
      {
        name: 'peers-by-udp',
        file: 'electron/network.ts',
        text: "PEERS = 'disable_non_proxied_udp'",
        replacement: "PEERS = 'default_public_interface_only'",
        harm: 'On the desktop a page that was taken over reaches peers by UDP, though docs/security.md says no.',
        caughtBy: { file: windowTest, title: 'reach no peer but by a proxy' },
      },
      {
        name: 'names-are-found',
        file: 'electron/network.ts',
        text: "['host-resolver-rules', 'MAP * ~NOTFOUND']",
        replacement: "['host-resolver-rules', 'MAP *.example ~NOTFOUND']",
        harm: 'On the desktop a hint to connect finds the address of a server, and tells it something.',
        caughtBy: { file: 'electron/main.test.ts', title: 'Chromium’s network is off' },
      },
    ],
  },
  {
    name: 'desktop-locks',
    title: 'On the desktop every page must be locked, and every fuse set',
    seen: 'Read in the same attack: handlers stood at each window, and not all fuses were set.',
    faults: [
      {
        name: 'only-own-windows-locked',
        file: 'electron/main.ts',
        text: "app.on('web-contents-created', (_event, contents) => lockContents(contents));\n",
        replacement: '',
        harm: 'A page that is not made as a window of ours may open windows and go where it likes.',
        caughtBy: { file: 'electron/main.test.ts', title: 'contents and sessions are locked' },
      },
      {
        name: 'fuses-not-strict',
        file: 'build/lib/set-fuses.mjs',
        text: 'strictlyRequireAllFuses: true,',
        replacement: 'strictlyRequireAllFuses: false,',
        harm: 'A fuse that a later Electron adds is packed as it came, and nobody has decided on it.',
        caughtBy: { file: 'electron/security-table.test.ts', title: 'the fuses are set strictly' },
      },
      {
        name: 'runs-as-node',
        file: 'build/lib/set-fuses.mjs',
        text: '[FuseV1Options.RunAsNode]: false',
        replacement: '[FuseV1Options.RunAsNode]: true',
        harm: 'The installed program runs any script as Node does, under the name of this app.',
        caughtBy: { file: 'electron/security-table.test.ts', title: 'the fuses are set strictly' },
      },
      {
        name: 'frames-go-anywhere',
        file: 'electron/window.ts',
        text: 'if (!isAppUrl(event.url)) event.preventDefault();',
        replacement: "if (event.url === '') event.preventDefault();",
        harm: 'A frame in the page leaves the app, and shows a foreign page in its window.',
        caughtBy: { file: windowTest, title: 'stay with the app' },
      },
      {
        name: 'foreign-frames-answered',
        file: 'electron/main.ts',
        text: 'senderFrame !== null && senderFrame.parent === null && isAppUrl(senderFrame.url)',
        replacement: 'senderFrame !== null && isAppUrl(senderFrame.url)',
        harm: 'A frame inside of the page may read and write the files that the user chose.',
        caughtBy: { file: 'electron/main.test.ts', title: 'messages are answered to the main frame' },
      },
    ],
  },
];
