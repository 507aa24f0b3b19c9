import { BookOpen } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Layer } from '../../../shared/layers/define';
import { Markdown } from './Markdown';
import styles from './teaching.module.css';

/** The texts lie beside the layers' files and are called after them: `max-pooling2d.md` is MaxPooling2D's. */
const texts = import.meta.glob<string>('../../../shared/layers/*.md', { query: '?raw', import: 'default' });

const byType = new Map(
  Object.entries(texts).map(([path, load]) => {
    const name = path.split('/').at(-1)?.replace(/\.md$/, '') ?? '';
    return [name.replaceAll('-', ''), load] as const;
  }),
);

/** What the layer does, in words; closed until wanted. */
export function Teaching({ layer }: { readonly layer: Layer }) {
  const load = byType.get(layer.type.toLowerCase());
  const [source, setSource] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (!open || load === undefined) return;
    let here = true;
    load().then(
      (text) => here && setSource(text),
      () => here && setSource('The text could not be loaded: the installation is incomplete.'),
    );
    return () => {
      here = false;
    };
  }, [open, load]);
  // It stands at the panel's end, so that what opens would lie out of sight.
  useEffect(() => {
    if (open && source !== null) box.current?.scrollIntoView({ block: 'start' });
  }, [open, source]);
  if (load === undefined) return null;
  return (
    <details ref={box} className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <BookOpen size={14} aria-hidden="true" />
        How {layer.type} works
      </summary>
      {source !== null && <Markdown source={source} />}
    </details>
  );
}
