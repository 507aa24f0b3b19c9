import { Command } from 'cmdk';
import { Rows3 } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { useMemo } from 'react';
import { createCompiler } from '../../../shared/compiler/compile';
import { type ChainLayer, type ChainPart, flattenChain } from '../../../shared/graph/chain-notation';
import { exactly, plural } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import type { DocumentStore } from '../../document/document-store';
import type { Where } from '../placing-store';
import { chainText, placing } from './placing';
import styles from './placing.module.css';

/** A row of layers before it is there: what it is, how many there will be and what they cost. */
export const ChainPreview = observer(function ChainPreview(props: {
  readonly parts: readonly ChainPart[];
  readonly where: Where | null;
  readonly onChoose: (row: readonly ChainLayer[]) => void;
}) {
  const { parts, where, onChoose } = props;
  const { documents } = useApp();
  const compiler = useMemo(createCompiler, []);
  const row = flattenChain(parts);
  const { cost, added, problem } = outlook(documents, compiler, row, where);
  return (
    <Command.Item value="chain" className={styles.chain} onSelect={() => onChoose(row)}>
      <Rows3 size={16} aria-hidden="true" />
      <span className={styles.preview}>
        <span className={styles.row}>{chainText(parts)}</span>
        <span className={styles.cost}>
          {cost}
          {added !== '' && <span className={styles.fix}> · adds {added}</span>}
        </span>
        {problem !== null && <span className={styles.warning}>{problem}</span>}
      </span>
    </Command.Item>
  );
});

function outlook(
  documents: DocumentStore,
  compiler: ReturnType<typeof createCompiler>,
  row: readonly ChainLayer[],
  where: Where | null,
) {
  const { layers, after } = placing(documents, row, where);
  const then = compiler.compile(after);
  const more = then.totals.trainable - documents.compiled.totals.trainable;
  // What is wrong already is not this row's doing; what it breaks further down is.
  const known = new Set(documents.compiled.diagnostics.map(({ message }) => message));
  const problem = then.diagnostics.find(
    ({ severity, message }) => severity === 'error' && !known.has(message),
  );
  const sign = more < 0 ? '−' : '+';
  return {
    cost: `${plural(layers.length, 'layer')}, ${sign}${exactly(Math.abs(more))} parameters`,
    added: [...new Set(layers.filter(({ added }) => added).map(({ layer }) => layer.type))].join(', '),
    problem: problem?.message ?? null,
  };
}
