import { observer } from 'mobx-react-lite';
import { useApp } from '../document/app-context';
import { ChoiceRow, SwitchRow } from './setting-rows';

/** What the volumes on screen and those that are exported have in common. */
export const VolumeSettings = observer(function VolumeSettings() {
  const { figures } = useApp();
  const { detail, style, scale, writing, names } = figures.settings;
  return (
    <>
      <ChoiceRow
        label="Detail"
        value={detail}
        options={[
          { value: 'auto', label: 'Auto', title: 'Blocks in deep networks, layers in small ones' },
          { value: 'layers', label: 'Layers', title: 'Each layer on its own' },
          { value: 'blocks', label: 'Blocks', title: 'A volume for each copy of a block' },
        ]}
        onChange={(value) => figures.set({ detail: value })}
      />
      <ChoiceRow
        label="Drawn as"
        value={style}
        options={[
          { value: 'auto', label: 'Auto', title: 'Sheets where the maps can be counted, else boxes' },
          { value: 'boxes', label: 'Boxes', title: 'As in the paper on AlexNet' },
          { value: 'sheets', label: 'Sheets', title: 'As in the paper on LeNet-5' },
        ]}
        onChange={(value) => figures.set({ style: value })}
      />
      <ChoiceRow
        label="Heights"
        value={scale}
        options={[
          { value: 'balanced', label: 'Balanced', title: 'Root scale: the smallest can still be seen' },
          { value: 'log', label: 'Log', title: 'Logarithmic' },
          { value: 'true', label: 'True', title: 'In proportion' },
        ]}
        onChange={(value) => figures.set({ scale: value })}
      />
      <ChoiceRow
        label="Sizes in"
        value={writing}
        options={[
          { value: 'numbers', label: '56×56', title: 'Numbers' },
          { value: 'symbols', label: 'H/4×W/4', title: 'Parts of the input’s height and width' },
        ]}
        onChange={(value) => figures.set({ writing: value })}
      />
      <SwitchRow
        label="Names of layers"
        checked={names}
        onChange={(value) => figures.set({ names: value })}
      />
    </>
  );
});
