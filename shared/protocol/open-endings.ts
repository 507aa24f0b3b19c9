// Generated from the files of shared/exchange/models by build/generate-lists.mjs. Do not edit.
/** Endings of files that can be opened, without their dot: of our own, and of formats that are read. */
export const openEndings: readonly string[] = ['cnn', 'json', 'safetensors'];
