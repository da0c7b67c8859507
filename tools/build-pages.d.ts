/** Bundles verification for browsers into one file. */
export function buildVerifier(outfile: string): Promise<void>;

/** Bundles what the pages load in the browser into a folder. */
export function buildPages(outdir: string): Promise<void>;
