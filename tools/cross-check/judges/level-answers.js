/** Every signature at a level is followed by nothing but what the level adds (EN 319 142-1 §6). */
const isExtended = (level) => level === 'B-LT' || level === 'B-LTA';

/** What DSS says of a good document of a level, column by column. @param timeStamps of a renewed one. */
export const dssExpectations = ({ level, timeStamps }) => ({
  format: `PAdES-BASELINE-${level.slice(2)}`,
  scope: isExtended(level) ? 'PARTIAL' : 'FULL',
  timeStamps: timeStamps ?? { 'B-B': 0, 'B-T': 1, 'B-LT': 1, 'B-LTA': 2 }[level],
});

/** What pyHanko says of a good document of a level. */
export const pyhankoExpectation = (level) =>
  isExtended(level)
    ? 'True ENTIRE_REVISION LTA_UPDATES True True'
    : 'True ENTIRE_FILE NONE True True';

/** Whether the signature covers the file as it is. */
export const coversWholeFile = (level) => !isExtended(level);
