/**
 * "12.3"
 * @param {number} begin By `performance.now()`.
 */
export const minutesSince = (begin) => ((performance.now() - begin) / 60_000).toFixed(1);
