import { afterEach, expect, test, vi } from 'vitest';
import { listenToOtherWindows, type OtherWindows } from './other-windows';

const open: OtherWindows[] = [];
afterEach(() => open.splice(0).forEach((window) => window.close()));

function newWindow() {
  const heard: string[] = [];
  const window = listenToOtherWindows({
    alsoOpen: () => heard.push('also open'),
    savedElsewhere: () => heard.push('saved elsewhere'),
  });
  open.push(window);
  return { ...window, heard };
}

test('two windows on the same file notice each other, once, and a third on another file does not', async () => {
  const [first, second, third] = [newWindow(), newWindow(), newWindow()];
  first.holds('a');
  third.holds('b');
  second.holds('a');
  await vi.waitFor(() => {
    expect(first.heard).toEqual(['also open']);
    expect(second.heard).toEqual(['also open']);
  });
  second.saved();
  await vi.waitFor(() => expect(first.heard).toEqual(['also open', 'saved elsewhere']));
  second.holds(null);
  second.saved();
  first.holds('a');
  first.saved();
  third.saved();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(first.heard).toHaveLength(2);
  expect(second.heard).toHaveLength(1);
  expect(third.heard).toEqual([]);
});
