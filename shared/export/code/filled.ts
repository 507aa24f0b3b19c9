/** `{0}`, `{1}`, … and `{*}` of an emitted call become what goes in. */
export const filled = (call: string, inputs: readonly string[]): string =>
  call
    .replaceAll('{*}', inputs.join(', '))
    .replace(/\{(\d+)\}/g, (_, at: string) => inputs[Number(at)] ?? 'None');
