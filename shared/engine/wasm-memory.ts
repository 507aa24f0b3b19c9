/** Bytes that WebAssembly can address, whatever the machine has: its addresses have 32 bits. */
export const WASM_MEMORY = 4 * 2 ** 30;
