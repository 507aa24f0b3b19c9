import { observer } from 'mobx-react-lite';
import { ChoiceRow, NumberRow, SelectRow, SwitchRow } from '../setting-rows';
import { VolumeSettings } from '../VolumeSettings';
import { shapeNotations } from '../../format/shape';
import { useApp } from '../../document/app-context';
import type { FigureSettings } from '../figure-store';
import styles from './figure.module.css';

type Switch = {
  [K in keyof FigureSettings]: FigureSettings[K] extends boolean ? K : never;
}[keyof FigureSettings];

/** What to draw and how, and as which kind of file. */
export const FigureForm = observer(function FigureForm() {
  const { figures, ui } = useApp();
  const { settings } = figures;
  const set = (change: Partial<FigureSettings>): void => figures.set(change);
  const volumes = settings.view === 'volumes';
  const toggle = (key: Switch, label: string) => (
    <SwitchRow label={label} checked={settings[key]} onChange={(value) => set({ [key]: value })} />
  );
  return (
    <div className={styles.form}>
      <section aria-label="File">
        <ChoiceRow
          label="Show"
          value={settings.view}
          options={[
            { value: 'canvas', label: 'Canvas' },
            { value: 'volumes', label: 'Volumes' },
          ]}
          onChange={(view) => set({ view })}
        />
        <ChoiceRow
          label="Format"
          value={settings.format}
          options={[
            { value: 'svg', label: 'SVG', title: 'Vectors, for drawing programs and web pages' },
            { value: 'png', label: 'PNG', title: 'Pixels, for slides and documents' },
            { value: 'pdf', label: 'PDF', title: 'Vectors, for LaTeX and print' },
          ]}
          onChange={(format) => set({ format })}
        />
        <SizeSettings />
      </section>
      <section aria-label="Looks">
        <ChoiceRow
          label="Theme"
          value={settings.theme}
          options={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          onChange={(theme) => set({ theme })}
        />
        <ChoiceRow
          label="Colours"
          value={settings.colors}
          options={[
            { value: 'color', label: 'Colour' },
            { value: 'gray', label: 'Gray', title: 'For print without colour' },
          ]}
          onChange={(colors) => set({ colors })}
        />
        <SelectRow
          label="Shapes"
          value={ui.notation}
          options={shapeNotations}
          onChange={(notation) => ui.setNotation(notation)}
        />
        {toggle('transparent', 'Transparent')}
        {toggle('legend', 'Legend')}
      </section>
      <section aria-label="Contents">
        {volumes && <VolumeSettings />}
        {toggle('sizes', 'Shapes written')}
        {toggle('operations', volumes ? 'Operations' : 'Parameters')}
        {volumes ? toggle('wrap', 'Break long rows') : toggle('counts', 'Weight counts')}
        {settings.format === 'svg' && toggle('embedFont', 'Font inside')}
      </section>
    </div>
  );
});

const SizeSettings = observer(function SizeSettings() {
  const { figures } = useApp();
  const { settings } = figures;
  const set = (change: Partial<FigureSettings>): void => figures.set(change);
  const millimetres = (
    <NumberRow
      label="Width"
      unit="mm"
      min={10}
      max={2000}
      value={settings.mm}
      onChange={(mm) => set({ mm })}
    />
  );
  if (settings.format !== 'png') {
    return (
      <>
        <ChoiceRow
          label="Size"
          value={settings.width}
          options={[
            { value: 'natural', label: 'As drawn' },
            { value: 'mm', label: 'By width' },
          ]}
          onChange={(width) => set({ width })}
        />
        {settings.width === 'mm' && millimetres}
      </>
    );
  }
  return (
    <>
      <ChoiceRow
        label="Size"
        value={settings.pixels}
        options={[
          { value: 'scale', label: 'Scale' },
          { value: 'width', label: 'Pixels' },
          { value: 'mm', label: 'Print' },
        ]}
        onChange={(pixels) => set({ pixels })}
      />
      {settings.pixels === 'scale' && (
        <NumberRow
          label="Scale"
          unit="×"
          min={1}
          max={8}
          value={settings.pngScale}
          onChange={(pngScale) => set({ pngScale })}
        />
      )}
      {settings.pixels === 'width' && (
        <NumberRow
          label="Width"
          unit="px"
          min={16}
          max={16384}
          validate={(value) => (Number.isInteger(value) ? null : 'Width must be a whole number of pixels.')}
          value={settings.pngWidth}
          onChange={(pngWidth) => set({ pngWidth })}
        />
      )}
      {settings.pixels === 'mm' && (
        <>
          {millimetres}
          <NumberRow
            label="Resolution"
            unit="dpi"
            min={36}
            max={2400}
            validate={(value) => (Number.isInteger(value) ? null : 'Resolution must be a whole number.')}
            value={settings.dpi}
            onChange={(dpi) => set({ dpi })}
          />
        </>
      )}
    </>
  );
});
