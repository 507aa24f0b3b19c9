/** Lines of code, each with the layers that it comes from. */
import type { DefinitionId, NodeId } from '../../graph/document';

/** A node of the document, and the block definition where it stands. */
export interface Origin {
  readonly scope: DefinitionId | null;
  readonly node: NodeId;
}

export interface CodeLine {
  readonly text: string;
  readonly origins: readonly Origin[];
}

export interface Lines {
  readonly lines: CodeLine[];
  add(text: string, origins?: readonly Origin[]): void;
  /** A call that is broken up where it is too long for one line. */
  call(
    head: string,
    args: readonly string[],
    tail: string,
    origins: readonly Origin[],
    comment?: string,
  ): void;
  append(other: readonly CodeLine[]): void;
  /** The same, one level further in. */
  indented(write: () => void): void;
}

const WIDTH = 100;
const INDENT = '    ';

export function createLines(): Lines {
  const lines: CodeLine[] = [];
  let depth = 0;
  const add = (text: string, origins: readonly Origin[] = []): void => {
    lines.push({ text: text === '' ? '' : INDENT.repeat(depth) + text, origins });
  };
  return {
    lines,
    add,
    call(head, args, tail, origins, comment = '') {
      const after = comment === '' ? '' : `  # ${comment}`;
      const flat = `${head}(${args.join(', ')})${tail}`;
      if (depth * INDENT.length + flat.length <= WIDTH || args.length < 2) {
        add(flat + after, origins);
        return;
      }
      add(`${head}(${after}`, origins);
      depth += 1;
      let row = '';
      for (const arg of args) {
        const longer = row === '' ? `${arg},` : `${row} ${arg},`;
        if (row !== '' && depth * INDENT.length + longer.length > WIDTH) {
          add(row, origins);
          row = `${arg},`;
        } else row = longer;
      }
      add(row, origins);
      depth -= 1;
      add(`)${tail}`, origins);
    },
    append: (other) => {
      for (const { text, origins } of other) add(text, origins);
    },
    indented(write) {
      depth += 1;
      write();
      depth -= 1;
    },
  };
}

/** Variables and arguments that are read somewhere: not in a text or a comment, nor as the name of an argument. */
export function namesIn(lines: readonly CodeLine[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { text } of lines) {
    const read = codeOf(text).replace(/\b\w+=(?!=)/g, '');
    for (const [name] of read.matchAll(/(?<![\w.])[A-Za-z_]\w*/g)) names.add(name);
  }
  return names;
}

/** Without texts and comments. */
export function codeOf(line: string): string {
  return line.replace(/'(?:\\.|[^'\\])*'|#.*$/g, (match) => (match.startsWith('#') ? '' : "''"));
}
