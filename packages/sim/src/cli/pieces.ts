import { closeSync, openSync, readSync } from 'node:fs'

const PIECE_BYTES = 1 << 16

/** Reads a file, or standard input for `-`, piece by piece: memory does not grow with its length. The piece is reused. */
export function readPieces(path: string, take: (piece: Uint8Array) => void): void {
  const file = path === '-' ? process.stdin.fd : openSync(path, 'r')
  const piece = new Uint8Array(PIECE_BYTES)
  try {
    for (let bytes = readSync(file, piece); bytes > 0; bytes = readSync(file, piece)) take(piece.subarray(0, bytes))
  } finally {
    if (path !== '-') closeSync(file)
  }
}
