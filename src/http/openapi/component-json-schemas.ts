import { z } from 'zod';

/**
 * The named schemas as JSON Schema 2020-12, the dialect of OpenAPI 3.1, referring to each other by name.
 * @param schemas name to schema.
 */
export function toComponentJsonSchemas(
  schemas: Readonly<Record<string, z.ZodType>>,
): Readonly<Record<string, object>> {
  const registry = z.registry<{ id: string }>();
  for (const [name, schema] of Object.entries(schemas)) registry.add(schema, { id: name });
  const { schemas: generated } = z.toJSONSchema(registry, {
    target: 'draft-2020-12',
    io: 'input',
    uri: (name) => `#/components/schemas/${name}`,
  });
  return Object.fromEntries(
    Object.entries(generated).map(([name, schema]) => [name, withoutOwnName(schema)]),
  );
}

/** A component's place in the document is its name already; a second one would move its references. */
export function withoutOwnName(schema: object): object {
  return Object.fromEntries(
    Object.entries(schema).filter(([key]) => key !== '$id' && key !== '$schema'),
  );
}
