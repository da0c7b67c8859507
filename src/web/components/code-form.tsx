import type { VNode } from 'preact';
import type { Language } from '../../http/requests/language.ts';

const words = {
  th: {
    heading: 'มีแต่รหัสเอกสาร',
    lead: 'สแกน QR บนเอกสาร หรือพิมพ์รหัส 16 ตัวที่พิมพ์อยู่ใต้ QR เพื่อดูสถานะในทะเบียน',
    label: 'รหัสเอกสาร',
    submit: 'ดูสถานะ',
  },
  en: {
    heading: 'Only the document id at hand',
    lead: 'Scan the QR code on the document, or type the 16 characters printed below it, to see its state in the registry.',
    label: 'Document id',
    submit: 'Look it up',
  },
} as const;

/** A section of its own for those who hold only the id. */
export function CodeSection({ language }: { language: Language }): VNode {
  const text = words[language];
  return (
    <section class="code-section" aria-labelledby="code-heading">
      <h2 id="code-heading">{text.heading}</h2>
      <p>{text.lead}</p>
      <CodeForm language={language} />
    </section>
  );
}

interface CodeFormProps {
  readonly language: Language;
  /** What was typed before, when it was no document's id. */
  readonly unknown?: string;
}

/** Where a document id is typed. */
export function CodeForm({ language, unknown }: CodeFormProps): VNode {
  const text = words[language];
  return (
    <form class="code-form" method="get" action="/v">
      <input type="hidden" name="lang" value={language} />
      <label for="document-id">{text.label}</label>
      <span class="code-line">
        <input
          class="code-input"
          id="document-id"
          name="id"
          type="text"
          required
          maxLength={40}
          autoComplete="off"
          autoCapitalize="characters"
          spellcheck={false}
          placeholder="XXXX-XXXX-XXXX-XXXX"
          {...(unknown === undefined ? {} : { value: unknown, 'aria-invalid': true as const })}
        />
        <button class="button" type="submit">
          {text.submit}
        </button>
      </span>
    </form>
  );
}
