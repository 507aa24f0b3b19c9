/** Whose code is written. */
export type Framework = 'keras' | 'pytorch';
