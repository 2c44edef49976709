/** As much of WebAssembly's interface as is used here; the library takes no platform's type definitions. */
interface WasmMemory {
  readonly buffer: ArrayBuffer
}

interface WasmPlatform {
  readonly validate: (bytes: Uint8Array) => boolean
  readonly Memory: new (descriptor: { initial: number }) => WasmMemory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

declare const WebAssembly: WasmPlatform | undefined

/** The engine's WebAssembly, or `undefined` where there is none. */
export function webAssembly(): WasmPlatform | undefined {
  return typeof WebAssembly === 'undefined' ? undefined : WebAssembly
}
