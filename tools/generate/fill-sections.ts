/** Tables of long sentences would be filled up with blanks. */
const KEPT_AS_IS = {
  start: '<!-- prettier-ignore-start -->',
  end: '<!-- prettier-ignore-end -->',
};

/**
 * Puts text between the marks of a guide (`<!-- generated: NAME -->` to `<!-- /generated -->`); what stands
 * outside them is the writer's.
 * @throws Error for a section that the guide has no marks for, or marks that no section fills.
 */
export function fillSections(guide: string, sections: Readonly<Record<string, string>>): string {
  const filled = new Set<string>();
  const text = guide.replace(
    /(<!-- generated: (\w+) -->\n)[^]*?(<!-- \/generated -->)/g,
    (_, start: string, name: string, end: string) => {
      const section = sections[name];
      if (section === undefined) throw new Error(`nothing fills the section ${name}`);
      filled.add(name);
      return `${start}\n${KEPT_AS_IS.start}\n\n${section}\n\n${KEPT_AS_IS.end}\n\n${end}`;
    },
  );
  const missing = Object.keys(sections).filter((name) => !filled.has(name));
  if (missing.length > 0) throw new Error(`the guide has no section ${missing.join(', ')}`);
  return text;
}
