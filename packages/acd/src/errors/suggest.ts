/** A word longer than this is nobody's typing mistake; it also bounds the work on a hostile text. */
const LONGEST_WORD = 64
const SHOWN = 12

/**
 * Remedy for a word that is not among the `known`: the one that was most likely meant, or the list of them.
 * O(known · length²), on the way to an error only.
 */
export function suggest(word: string, known: readonly string[]): string {
  const near = nearestWord(word, known)
  if (near !== undefined) return `did you mean ${JSON.stringify(near)}?`
  if (known.length === 0) return 'none is declared'
  const shown = known.slice(0, SHOWN).map((each) => JSON.stringify(each))
  return `known: ${shown.join(', ')}${known.length > SHOWN ? `, and ${known.length - SHOWN} more` : ''}`
}

/** The known word with the fewest typing mistakes, at most one in three letters; case is no mistake. */
function nearestWord(word: string, known: readonly string[]): string | undefined {
  if (word.length > LONGEST_WORD) return undefined
  let nearest: string | undefined
  let fewest = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= fewest) continue
    const mistakes = typingMistakes(word.toLowerCase(), candidate.toLowerCase())
    if (mistakes < fewest) {
      nearest = candidate
      fewest = mistakes
    }
  }
  return nearest
}

/** Letters wrong, missing, too many, or swapped with their neighbour. */
function typingMistakes(a: string, b: string): number {
  const width = b.length + 1
  const cost = new Uint16Array((a.length + 1) * width)
  for (let column = 0; column < width; column += 1) cost[column] = column
  for (let row = 1; row <= a.length; row += 1) {
    const here = row * width
    cost[here] = row
    for (let column = 1; column < width; column += 1) {
      const isSame = a[row - 1] === b[column - 1]
      let least = cost[here - width + column - 1]! + (isSame ? 0 : 1)
      least = Math.min(least, cost[here - width + column]! + 1, cost[here + column - 1]! + 1)
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (isSwap) least = Math.min(least, cost[here - 2 * width + column - 2]! + 1)
      cost[here + column] = least
    }
  }
  return cost[cost.length - 1]!
}
