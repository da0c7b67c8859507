/** Bundles what the pages load in the browser into a folder. */
export function buildPages(outdir: string): Promise<void>;
