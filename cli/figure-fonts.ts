/** The fonts that a PDF takes its letters from, built into the program. */
import regular from '@fontsource/inter/files/inter-latin-400-normal.woff';
import semibold from '@fontsource/inter/files/inter-latin-600-normal.woff';

export const figureFonts = { 400: regular, 600: semibold } as const;
