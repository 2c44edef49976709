import stringWidth from 'string-width'

/** A table as text: the first `left` columns to the left, the others to the right, columns as wide as they look. */
export function table(rows: readonly (readonly string[])[], indent = '  ', left = 1): string {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...rows.map((row) => stringWidth(row[column] ?? ''))),
  )
  return rows
    .map(
      (row) =>
        indent +
        row
          .map((cell, column) => padded(cell, widths[column]!, column < left))
          .join('  ')
          .trimEnd(),
    )
    .join('\n')
}

/** Chinese characters are two columns wide, so that the length of a text is not its width. */
function padded(cell: string, width: number, left: boolean): string {
  const space = ' '.repeat(width - stringWidth(cell))
  return left ? cell + space : space + cell
}

/** Words broken into lines of at most `width` columns, each with an indent. */
export function wrapped(text: string, width: number, indent = '  '): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && stringWidth(longer) > width - indent.length) {
      lines.push(indent + line)
      line = word
    } else line = longer
  }
  return [...lines, indent + line].join('\n')
}
