import { Copy } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { Button } from '../../components/Button';
import { LargeDialog } from '../../components/LargeDialog';
import { SearchField } from '../../components/SearchField';
import { plural } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import { type About, searchParts, useAbout } from './about';
import styles from './about.module.css';

/** What this is, its version, and everything it is made of, with the licences. */
export const AboutDialog = observer(function AboutDialog() {
  const { ui } = useApp();
  return (
    <LargeDialog
      title="About ConvCanvas"
      open={ui.aboutOpen}
      onOpenChange={(open) => ui.setAboutOpen(open)}
      className={styles.dialog}
    >
      <Content />
    </LargeDialog>
  );
});

function Content() {
  const about = useAbout();
  if (about === 'loading') return <p className={styles.state}>Loading…</p>;
  if (about === 'failed')
    return (
      <p className={styles.state} role="alert">
        The list of licences can’t be read: a file of the app is missing. Install ConvCanvas again.
      </p>
    );
  return <Loaded about={about} />;
}

const Loaded = observer(function Loaded({ about }: { readonly about: About }) {
  const { ui } = useApp();
  const [query, setQuery] = useState('');
  const shown = searchParts(about.parts, query);
  const version = `ConvCanvas ${about.version}`;
  /** What a report of a fault needs. */
  const details = `${version}, ${window.convcanvas === undefined ? 'in a browser' : 'desktop app'}, ${navigator.userAgent}`;
  const copy = (): void => {
    navigator.clipboard.writeText(details).then(
      () => ui.notify({ kind: 'info', message: 'Copied the version and what it runs on.' }),
      () =>
        ui.notify({
          kind: 'error',
          message: `The clipboard can’t be used here. Copy it by hand: ${details}`,
        }),
    );
  };
  return (
    <div className={styles.content}>
      <div className={styles.head}>
        <p>
          <strong>{version}</strong>
          <br />
          Draw convolutional networks, train them, see why they work. Offline and free, under the{' '}
          {about.license} licence.
        </p>
        <Button onClick={copy} title={details}>
          <Copy size={14} aria-hidden="true" />
          Copy details
        </Button>
      </div>
      <div className={styles.made}>
        <h3>Made of {plural(about.parts.length, 'library or data set', 'libraries and data sets')}</h3>
        <div className={styles.search}>
          <SearchField
            label="Search libraries"
            placeholder="Search: react, Apache…"
            value={query}
            onChange={setQuery}
          />
        </div>
      </div>
      <div className={styles.parts} tabIndex={0} role="group" aria-label="Libraries and data sets">
        {shown.length === 0 && <p className={styles.state}>Nothing here is called “{query.trim()}”.</p>}
        {shown.map(({ name, version: of, license, text }) => (
          <details key={`${name} ${of}`}>
            <summary>
              <span>
                {name} {of}
              </span>
              <span>{license}</span>
            </summary>
            <pre>{text}</pre>
          </details>
        ))}
      </div>
    </div>
  );
});
