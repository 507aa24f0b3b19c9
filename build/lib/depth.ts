/**
 * How deep tests go that draw their cases. `npm test` is what one waits for: every kind of check, with as many cases as
 * fit. `npm run test:deep` is the same tests with all of theirs.
 */
export const isDeep = process.env['TEST_DEPTH'] === 'deep';

export const atDepth = (usual: number, deep: number): number => (isDeep ? deep : usual);
