/** The program's, where WebGPU has nothing to run on. */
export const NO_ADAPTER = 3;
