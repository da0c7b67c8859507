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

interface CodeFormProps {
  readonly language: Language;
  /** What was typed before, with what is wrong with it. */
  readonly typed?: string;
  readonly fault?: string;
}

/** Where a document id is typed. */
export function CodeForm({ language, typed, fault }: CodeFormProps): VNode {
  const text = words[language];
  return (
    <section class="code-section" aria-labelledby="code-heading">
      <h2 id="code-heading">{text.heading}</h2>
      <p id="code-lead">{text.lead}</p>
      {fault !== undefined && (
        <p class="fault" id="code-fault" role="alert">
          {fault}
        </p>
      )}
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
            value={typed}
            aria-describedby={fault === undefined ? 'code-lead' : 'code-fault code-lead'}
            aria-invalid={fault !== undefined}
          />
          <button class="button" type="submit">
            {text.submit}
          </button>
        </span>
      </form>
    </section>
  );
}
