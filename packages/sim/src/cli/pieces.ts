import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { CommandLineMistake } from './mistake.ts'

const PIECE_BYTES = 1 << 16
const STDIN = 0
const EMPTY_MS = 5

/** Reads a file, or standard input for `-`, piece by piece: memory does not grow with its length. The piece is reused. */
export function readPieces(path: string, take: (piece: Uint8Array) => void): void {
  const file = path === '-' ? STDIN : openSync(path, 'r')
  const piece = new Uint8Array(PIECE_BYTES)
  try {
    if (fstatSync(file).isDirectory()) throw new CommandLineMistake(`${path}: is a folder — give a file`)
    for (let bytes = readInto(file, piece); bytes > 0; bytes = readInto(file, piece)) take(piece.subarray(0, bytes))
  } finally {
    if (file !== STDIN) closeSync(file)
  }
}

/** Reads what there is; waits for a pipe that is slower than its reader. */
function readInto(file: number, piece: Uint8Array): number {
  for (;;) {
    try {
      return readSync(file, piece)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, EMPTY_MS)
    }
  }
}
