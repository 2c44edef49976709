/**
 * Solves a·x = b for a symmetric positive definite matrix, by rows; undefined when it is singular to 12 digits. Neither
 * argument is changed. O(n³), for the few control variates that a regression has (A.-L. Cholesky 1910).
 */
export function solvePositive(a: readonly (readonly number[])[], b: readonly number[]): number[] | undefined {
  const n = b.length
  const lower = a.map(() => new Array<number>(n).fill(0))
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let rest = a[row]![column]!
      for (let k = 0; k < column; k += 1) rest -= lower[row]![k]! * lower[column]![k]!
      if (row > column) lower[row]![column] = rest / lower[column]![column]!
      else if (rest > 1e-12 * a[row]![row]!) lower[row]![row] = Math.sqrt(rest)
      else return undefined
    }
  }
  const x = [...b]
  for (let row = 0; row < n; row += 1) {
    for (let k = 0; k < row; k += 1) x[row]! -= lower[row]![k]! * x[k]!
    x[row]! /= lower[row]![row]!
  }
  for (let row = n - 1; row >= 0; row -= 1) {
    for (let k = row + 1; k < n; k += 1) x[row]! -= lower[k]![row]! * x[k]!
    x[row]! /= lower[row]![row]!
  }
  return x
}
