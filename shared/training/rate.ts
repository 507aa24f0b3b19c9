/** The rate is the mean over so many seconds. */
const WINDOW_SECONDS = 5;

export interface Rate {
  add(images: number, seconds: number): void;
  /** 0 before anything is known. */
  imagesPerSecond(): number;
}

/** Images per second over a sliding window of time spent training (pauses and validation don't count). */
export function createRate(): Rate {
  const entries: { images: number; seconds: number }[] = [];
  let images = 0;
  let seconds = 0;
  return {
    add(newImages, newSeconds) {
      entries.push({ images: newImages, seconds: newSeconds });
      images += newImages;
      seconds += newSeconds;
      for (let first = entries[0]; first && seconds - first.seconds >= WINDOW_SECONDS; first = entries[0]) {
        entries.shift();
        images -= first.images;
        seconds -= first.seconds;
      }
    },
    imagesPerSecond: () => (seconds > 0 ? images / seconds : 0),
  };
}
