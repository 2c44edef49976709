/** Hashes that digest authentication is used with. RFC 8760 §2.2 */
export type DigestAlgorithm = 'MD5' | 'SHA-256'

/** A hash of UTF-8 text in lower-case hexadecimal: given by the host, the stack has none of its own. */
export type Hash = (algorithm: DigestAlgorithm, text: string) => string

/** What a response is made of. RFC 7616 §3.4.1 */
export interface DigestInput {
  readonly algorithm: DigestAlgorithm
  /** Hash of `user:realm:password` by the algorithm: what a server keeps instead of passwords. */
  readonly secret: string
  readonly method: string
  readonly uri: string
  readonly nonce: string
  /** With `qop=auth`; `undefined` for the form of RFC 2069 that old phones use. */
  readonly count?: { readonly nc: string; readonly cnonce: string }
}

/** The hash of `user:realm:password`, which is all that a server needs to know. RFC 7616 §3.4.2 */
export function digestSecret(
  hash: Hash,
  algorithm: DigestAlgorithm,
  user: string,
  realm: string,
  password: string,
): string {
  return hash(algorithm, `${user}:${realm}:${password}`)
}

/** The response to a challenge. RFC 7616 §3.4.1 */
export function digestResponse(hash: Hash, { algorithm, secret, method, uri, nonce, count }: DigestInput): string {
  const request = hash(algorithm, `${method}:${uri}`)
  const middle = count === undefined ? nonce : `${nonce}:${count.nc}:${count.cnonce}:auth`
  return hash(algorithm, `${secret}:${middle}:${request}`)
}
