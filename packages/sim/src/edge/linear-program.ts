import highs from 'highs'
import type { SolveProgram } from '../staffing/program.ts'

// Its types are those of the CommonJS build, where the function is a property; the ES module exports it as the default.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const loadHighs = highs as unknown as typeof highs.default

/** Mixed-integer programs by HiGHS (J. Hall and others, Edinburgh), compiled to WebAssembly. */
export async function loadSolver(): Promise<SolveProgram> {
  const solver = await loadHighs()
  return (program) => {
    const solution = solver.solve(program)
    if (solution.Status !== 'Optimal') return undefined
    const values = new Map(
      Object.entries(solution.Columns).map(([name, column]) => [name, 'Primal' in column ? column.Primal : 0]),
    )
    return { values, objective: solution.ObjectiveValue }
  }
}
