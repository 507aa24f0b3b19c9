import { exactly, macsInFull, macsText } from '../../format/numbers';
import { Line } from './Line';

/** What layers cost together, as terms of a list. */
export function CostLines(props: {
  readonly layers: number;
  readonly trainable: number;
  readonly nonTrainable: number;
  readonly macs: number;
}) {
  const { layers, trainable, nonTrainable, macs } = props;
  return (
    <>
      <Line term="Layers">{exactly(layers)}</Line>
      <Line term="Trainable parameters">{exactly(trainable)}</Line>
      <Line term="Non-trainable">{exactly(nonTrainable)}</Line>
      <Line term="Cost of an image" title={macsInFull(macs)}>
        {macsText(macs)}
      </Line>
    </>
  );
}
