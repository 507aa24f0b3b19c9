import { Copy, Download, TriangleAlert } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import type { Framework } from '../../../shared/export/code/generate-code';
import { keras } from '../../../shared/exchange/drawings/keras';
import { pytorch } from '../../../shared/exchange/drawings/pytorch';
import { Button } from '../../components/Button';
import { Segmented } from '../../components/Segmented';
import { useApp } from '../../document/app-context';
import { CodeLines } from './CodeLines';
import { frameworkNames } from './framework-names';
import { useCode } from './use-code';
import styles from './code.module.css';

const frameworks: readonly { readonly value: Framework; readonly label: string }[] = [
  { value: 'keras', label: frameworkNames.keras },
  { value: 'pytorch', label: frameworkNames.pytorch },
];

const codeFormats = { keras, pytorch } as const;

/** The network as a person would write it in Python. A layer lights its lines, and a line its layers. */
export const CodeDrawer = observer(function CodeDrawer() {
  const { documents, exports, ui } = useApp();
  const { codeFramework } = ui;
  const { code, compiled, framework } = useCode(documents.compiled, codeFramework);
  if (documents.document.nodes.length === 0)
    return (
      <p className={styles.empty}>
        Nothing is drawn yet. Add a layer or open a network, and its code stands here.
      </p>
    );
  const { problems } = code;
  const [problem] = problems;
  return (
    <div className={styles.panel}>
      <div className={styles.tools}>
        <Segmented
          label="Framework"
          value={codeFramework}
          options={frameworks}
          onChange={(value) => ui.setCodeFramework(value)}
        />
        {problem && (
          <p className={styles.problem} role="status">
            <TriangleAlert size={14} aria-hidden="true" />
            <span title={problems.map(({ message }) => message).join('\n')}>
              {problems.length > 1 ? `${problems.length} layers are missing: ` : 'Not complete: '}
              {problem.message}
            </span>
          </p>
        )}
        <span className={styles.actions}>
          <Button variant="quiet" onClick={() => void exports.copy(codeFormats[codeFramework])}>
            <Copy size={14} aria-hidden="true" />
            Copy
          </Button>
          <Button variant="quiet" onClick={() => void exports.exportFormat(codeFormats[codeFramework])}>
            <Download size={14} aria-hidden="true" />
            Save as .py
          </Button>
        </span>
      </div>
      <CodeLines code={code} document={compiled.document} label={`${frameworkNames[framework]} code`} />
    </div>
  );
});
