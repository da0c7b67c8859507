/** What tests use of `jsonld`, which brings no types. */
declare module 'jsonld' {
  interface Options {
    readonly documentLoader: (url: string) => Promise<object>;
    readonly safe: boolean;
    readonly format?: string;
  }
  const jsonld: {
    expand(input: object, options: Options): Promise<object[]>;
    compact(input: object, context: object, options: Options): Promise<Record<string, unknown>>;
    toRDF(input: object, options: Options): Promise<string>;
  };
  export default jsonld;
}

/** What tests use of `@digitalbazaar/vc`, which brings no types. */
declare module '@digitalbazaar/vc' {
  export function _checkCredential(options: { credential: object; now?: Date }): void;
}
