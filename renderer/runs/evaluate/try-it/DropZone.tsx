import { ImageUp } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../../components/Button';
import styles from './try-it.module.css';

/** Says the ways in which a picture can be given, and has a button for one of them. The whole panel takes what is dropped. */
export function DropZone(props: {
  /** Of the file that was given last; null where none was. */
  readonly name: string | null;
  readonly onPicture: (file: File) => void;
}) {
  const { name, onPicture } = props;
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.zone}>
      <ImageUp size={22} strokeWidth={1.6} aria-hidden />
      <p>Drop a picture here, or paste it</p>
      <Button onClick={() => field.current?.click()}>Choose a picture…</Button>
      <p className={styles.fileName} title={name ?? undefined}>
        {name}
      </p>
      <input
        ref={field}
        hidden
        type="file"
        accept="image/*"
        aria-label="Picture"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file !== undefined) onPicture(file);
          // The same file can be chosen again, e.g. after it was changed.
          currentTarget.value = '';
        }}
      />
    </div>
  );
}
