/** What columns of these kinds may say, exactly so. */
export const LISTED_VALUES = {
  'document-language': ['th', 'en', 'both'],
  'document-type': ['transcript'],
  completion: ['complete', 'incomplete', 'provisional'],
  level: ['bachelor', 'master', 'doctoral', 'certificate', 'diploma'],
} as const;
