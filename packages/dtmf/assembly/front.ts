// The front of src/decode/front.ts for all channels at once, in 128-bit SIMD: the same integer sums, so the same decisions.
// AssemblyScript. Windows, tables and states live where the host put them (see `place`).
export { place } from './memory'
export { configure, scan } from './probe'
export { blocks, core } from './correlate'
export { take, takeAll } from './window'
