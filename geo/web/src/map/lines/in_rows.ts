// Words that find no room in one row.
/** Words in rows of so many letters, a word that is longer in a row of its own. */
export function inRows(words: string, letters: number): string[] {
  const rows: string[] = [];
  for (const word of words.split(" ")) {
    const row = rows.length ? `${rows.at(-1)} ${word}` : "";
    if (row && row.length <= letters) rows[rows.length - 1] = row;
    else rows.push(word);
  }
  return rows;
}
