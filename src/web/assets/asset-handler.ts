import type { RequestHandler } from 'express';
import type { PageAssets } from './page-assets.ts';

/** Serves `/assets/{name}`: for good where the address names the version, otherwise to be asked again. */
export function assetHandler(assets: PageAssets): RequestHandler {
  return (request, response, next) => {
    const asset = assets.find(String(request.params['name']));
    if (asset === undefined) {
      next();
      return;
    }
    const isVersioned = request.query['v'] === asset.version;
    response
      .type(asset.mediaType)
      .set('Cache-Control', isVersioned ? 'public, max-age=31536000, immutable' : 'no-cache')
      .send(asset.bytes);
  };
}
