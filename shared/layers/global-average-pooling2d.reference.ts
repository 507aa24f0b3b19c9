import {
  type Numbers,
  type Reference,
  type LayerReference,
  numbers,
  first,
  pictureOf,
} from './testing/reference';

function globalAverage(reference: Reference): Numbers {
  const x = first(reference);
  const [batch, height, width, channels] = pictureOf(x);
  const out = numbers([batch, channels]);
  x.data.forEach((value, i) => {
    const b = Math.floor(i / (height * width * channels));
    out.data[b * channels + (i % channels)]! += value / (height * width);
  });
  return out;
}

export const reference: LayerReference = globalAverage;
