import { observer } from 'mobx-react-lite';
import { Segmented } from '../components/Segmented';
import { Toggle } from '../components/Toggle';
import { useApp } from '../stores/app-context';
import { SettingRow } from './SettingRow';

/** What the volumes on screen and those that are exported have in common. */
export const VolumeSettings = observer(function VolumeSettings() {
  const { figures } = useApp();
  const { detail, style, scale, writing, names } = figures.settings;
  return (
    <>
      <SettingRow label="Detail">
        <Segmented
          label="Detail"
          value={detail}
          options={[
            { value: 'auto', label: 'Auto', title: 'Blocks in deep networks, layers in small ones' },
            { value: 'layers', label: 'Layers', title: 'Each layer on its own' },
            { value: 'blocks', label: 'Blocks', title: 'A volume for each copy of a block' },
          ]}
          onChange={(value) => figures.set({ detail: value })}
        />
      </SettingRow>
      <SettingRow label="Drawn as">
        <Segmented
          label="Drawn as"
          value={style}
          options={[
            { value: 'auto', label: 'Auto', title: 'Sheets where the maps can be counted, else boxes' },
            { value: 'boxes', label: 'Boxes', title: 'As in the paper on AlexNet' },
            { value: 'sheets', label: 'Sheets', title: 'As in the paper on LeNet-5' },
          ]}
          onChange={(value) => figures.set({ style: value })}
        />
      </SettingRow>
      <SettingRow label="Heights">
        <Segmented
          label="Heights"
          value={scale}
          options={[
            { value: 'balanced', label: 'Balanced', title: 'Root scale: the smallest can still be seen' },
            { value: 'log', label: 'Log', title: 'Logarithmic' },
            { value: 'true', label: 'True', title: 'In proportion' },
          ]}
          onChange={(value) => figures.set({ scale: value })}
        />
      </SettingRow>
      <SettingRow label="Sizes in">
        <Segmented
          label="Sizes in"
          value={writing}
          options={[
            { value: 'numbers', label: '56×56', title: 'Numbers' },
            { value: 'symbols', label: 'H/4×W/4', title: 'Parts of the input’s height and width' },
          ]}
          onChange={(value) => figures.set({ writing: value })}
        />
      </SettingRow>
      <SettingRow label="Names of layers">
        <Toggle label="Names of layers" checked={names} onChange={(value) => figures.set({ names: value })} />
      </SettingRow>
    </>
  );
});
