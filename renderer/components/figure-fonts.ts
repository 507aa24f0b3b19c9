/** The figures' font as files. Static cuts: a PDF can't hold a variable font. */
import regular from '@fontsource/inter/files/inter-latin-400-normal.woff?url';
import semibold from '@fontsource/inter/files/inter-latin-600-normal.woff?url';

const fontFile = async (address: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(address)).arrayBuffer());

export async function figureFonts(): Promise<{ readonly 400: Uint8Array; readonly 600: Uint8Array }> {
  const [light, bold] = await Promise.all([fontFile(regular), fontFile(semibold)]);
  return { 400: light, 600: bold };
}
