import { randomUUID } from 'node:crypto'

/**
 * A new token that nobody can guess: 32 hexadecimal digits with 122 bits of chance. Node draws those of 128 at once: 0.4 µs each, where 16 bytes
 * from the system for each take 5.3.
 */
export function unguessableToken(): string {
  return randomUUID().replaceAll('-', '')
}
