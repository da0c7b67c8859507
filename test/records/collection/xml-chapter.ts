import { altered, chapter, error, file, files, refused, says, warning } from './collection-case.ts';
import type { CollectionCase, Expectation } from './collection-case.ts';
import { utf16, windows874, withBytes } from './encodings.ts';
import { XML, xml } from './samples.ts';

function message(
  title: string,
  content: string | Uint8Array,
  expected: Partial<Expectation> = {},
  name = 'record.xml',
): CollectionCase {
  return file(title, name, content, { format: 'etda-xml', records: 1, ...expected });
}

function noMessage(
  title: string,
  content: string | Uint8Array,
  code: string,
  expected: Partial<Expectation> = {},
): CollectionCase {
  return refused(title, 'record.xml', content, {
    format: 'etda-xml',
    issues: [error(code)],
    ...expected,
  });
}

const lineOf = (part: string): number => XML.slice(0, XML.indexOf(part)).split('\n').length;
const PREFIX = 'tc:';
const bare = XML.replaceAll('<tc:', '<').replaceAll('</tc:', '</').replace('xmlns:tc=', 'xmlns=');
/** Every element but the root in a namespace of its own. */
const note = (subject: string, content: string): string =>
  `<tc:InfomationNote><tc:Subject>${subject}</tc:Subject><tc:Content>${content}</tc:Content></tc:InfomationNote>`;
const withNote = (subject: string, content: string): string =>
  xml(['</tc:AdditionalInformation>', `${note(subject, content)}</tc:AdditionalInformation>`]);
const withLogo = (bytes: number): string =>
  xml(['<tc:Address>', `<tc:Logo>${'A'.repeat(bytes)}</tc:Logo><tc:Address>`]);

export const XML_CHAPTER = chapter('ETDA XML', [
  says('root Transcript in urn:etda:teda:documentation:Transcript:1', [
    message('as it is written', XML),
    message('another prefix', XML.replaceAll(PREFIX, 'ns0:').replace('xmlns:tc', 'xmlns:ns0')),
    message('no prefix', bare),
    message('a byte order mark', `\uFEFF${XML}`),
    message('no declaration', XML.slice(XML.indexOf('\n') + 1)),
    message('CRLF', XML.replaceAll('\n', '\r\n')),
    message('on one line', XML.replaceAll(/\n\s*/g, '')),
    message(
      'comments and instructions',
      xml(['<tc:Student>', '<!-- <tc:Student> --><?x y?><tc:Student>']),
    ),
    message('a name in CDATA', xml(['>Tham<', '><![CDATA[Tham]]><'])),
    message('named .json', XML, {}, 'record.json'),
    message('named .csv', XML, {}, 'record.csv'),
    noMessage('another root', '<html/>', 'xml-root'),
    noMessage('another namespace', xml(['Transcript:1"', 'Transcript:2"']), 'xml-root'),
    noMessage('no namespace', bare.replace(/ xmlns="[^"]*"/, ''), 'xml-root'),
    noMessage(
      'another message of the same family',
      XML.replaceAll('tc:Transcript>', 'tc:Certificate>').replace(
        '<tc:Transcript ',
        '<tc:Certificate ',
      ),
      'xml-root',
    ),
  ]),
  says('the format’s own misspellings: read both', [
    message('StudentID', xml(['schemeID="StudenID"', 'schemeID="StudentID"'])),
    message(
      'CreditsTranferred',
      xml(['</tc:Student>', '<tc:CreditsTranferred>3</tc:CreditsTranferred></tc:Student>']),
    ),
    message(
      'CreditsTransferred',
      xml(['</tc:Student>', '<tc:CreditsTransferred>๓</tc:CreditsTransferred></tc:Student>']),
      { issues: [error('number-invalid', { column: 'transferred_credits', suggestion: '3' })] },
    ),
    message(
      'InformationNote',
      XML.replaceAll('InfomationNote', 'InformationNote').replace('>certificate<', '>Certificate<'),
      { issues: [error('value-unknown', { column: 'level', suggestion: 'certificate' })] },
    ),
  ]),
  says('languageID is th/en on names and TH/EN on course titles: match case-insensitively', [
    message(
      'TH and EN on names',
      XML.replaceAll('languageID="th"', 'languageID="TH"').replaceAll(
        'languageID="en"',
        'languageID="EN"',
      ),
    ),
    message(
      'th and en on titles',
      XML.replaceAll('languageID="TH"', 'languageID="th"').replaceAll(
        'languageID="EN"',
        'languageID="en"',
      ),
    ),
    message(
      'Th and En',
      XML.replaceAll('languageID="th"', 'languageID="Th"').replaceAll(
        'languageID="EN"',
        'languageID="En"',
      ),
    ),
    message('no English name', xml(['<tc:GivenName languageID="en">Tham</tc:GivenName>', '']), {
      issues: [error('value-missing', { column: 'given_name_en' })],
    }),
    message(
      'no English title',
      XML.replace(/<tc:CourseTitle languageID="EN">.*<\/tc:CourseTitle>/, ''),
      { issues: [error('value-missing', { column: 'course_title_en' })] },
    ),
  ]),
  says(
    'What the format has no place for is not required of it (the sample has one Degree without a language)',
    [
      message(
        'a degree in Thai alone',
        XML.replace(/<tc:InfomationNote>\s*<tc:Subject>degree_en[\s\S]*?<\/tc:InfomationNote>/, ''),
      ),
    ],
  ),
  says('the sample’s national id has 14 digits: a warning, not an error', [
    message(
      '14 digits',
      xml([
        '<tc:GivenName languageID="th">',
        '<tc:DataSubjectID schemeID="NIDN">17700253661789</tc:DataSubjectID><tc:GivenName languageID="th">',
      ]),
      { issues: [warning('citizen-id-length', { column: 'citizen_id', value: 'xxxxxxxxxx1789' })] },
    ),
    message(
      '13 digits that fit',
      xml([
        '<tc:GivenName languageID="th">',
        '<tc:DataSubjectID schemeID="NIDN">9000000000012</tc:DataSubjectID><tc:GivenName languageID="th">',
      ]),
    ),
  ]),
  says('A Year >= 2400 is BE; a time zone on a date is ignored', [
    message('a year of the Buddhist Era', XML.replaceAll('<tc:Year>2022<', '<tc:Year>2565<')),
    message(
      'the course in one era, the term in the other',
      xml(['<tc:Year>2022<', '<tc:Year>2565<']),
    ),
    message('a time zone', xml(['2023-03-31T00:00:00.0<', '2023-03-31T00:00:00.0+07:00<'])),
    message(
      'a time zone behind a date alone',
      xml(['2023-03-31T00:00:00.0<', '2023-03-31+07:00<']),
    ),
    message('a date alone', xml(['2023-03-31T00:00:00.0<', '2023-03-31<'])),
    message('a date that is none', xml(['2023-03-31T00:00:00.0<', '2023-02-31T00:00:00.0<']), {
      issues: [
        error('date-does-not-exist', {
          column: 'graduation_date',
          line: lineOf('<tc:DateOfGraduation>'),
          path: '/Transcript/Student/DateOfGraduation',
        }),
      ],
    }),
    message(
      'a date at the edge of a time zone',
      xml(['2023-03-31T00:00:00.0<', '2023-01-09T23:00:00-11:00<']),
    ),
  ]),
  says('XML the element path and line; column is the contract’s name', [
    message('an unknown grade', xml(['GradeText>B<', 'GradeText>X<']), {
      issues: [
        error('grade-unknown', {
          column: 'grade',
          path: '/Transcript/Course/CourseAcademicGradeText',
          line: lineOf('<tc:CourseAcademicGradeText>'),
        }),
      ],
    }),
    message(
      'an unknown grade in the second course',
      xml([
        '<tc:AcademicSummary>',
        `${XML.slice(XML.indexOf('<tc:Course>'), XML.indexOf('<tc:AcademicSummary>')).replace('AG103', 'AG104').replace('GradeText>B<', 'GradeText>X<')}<tc:AcademicSummary>`,
      ]),
      {
        courses: 2,
        issues: [error('grade-unknown', { path: '/Transcript/Course[2]/CourseAcademicGradeText' })],
      },
    ),
    message('an unknown term', XML.replaceAll('ภาคปลาย', 'ภาคหนาว'), {
      issues: [
        error('value-unknown', { column: 'semester', path: '/Transcript/Course/SemesterName' }),
        error('value-unknown', {
          column: 'semester',
          path: '/Transcript/AcademicSummary/SemesterSummary/SemesterName',
        }),
      ],
    }),
    message('no student id', xml(['schemeID="StudenID"', 'schemeID="Other"']), {
      issues: [error('value-missing', { column: 'student_id' })],
    }),
    message('no course', XML.replace(/<tc:Course>[\s\S]*<\/tc:AcademicSummary>/, ''), {
      courses: 0,
      issues: [error('courses-missing')],
    }),
    message('a tone before SARA U', xml(['>ทำ<', '>ก\u0E49\u0E38<']), {
      issues: [warning('thai-marks-reordered', { column: 'given_name_th' })],
    }),
  ]),
  says('credit totals and GPA are recomputed', [
    message('a wrong total of credits', xml(['TotalCreditValue>2.5<', 'TotalCreditValue>3<']), {
      issues: [
        error('credit-sum-mismatch', {
          path: '/Transcript/AcademicSummary/TotalCreditValue',
          value: '3',
          computed: '2.5',
        }),
      ],
    }),
    message(
      'a wrong total of earned credits',
      xml(['TotalCreditEarned>2.5<', 'TotalCreditEarned>0<']),
      { issues: [error('credit-sum-mismatch', { computed: '2.5' })] },
    ),
    message('a wrong total of points', xml(['TotalPointEarned>7.5<', 'TotalPointEarned>8<']), {
      issues: [error('credit-sum-mismatch', { computed: '7.5' })],
    }),
    message(
      'a wrong sum of a term',
      xml(['SemesterCreditCalculated>2.5<', 'SemesterCreditCalculated>3<']),
      {
        issues: [
          error('credit-sum-mismatch', {
            path: '/Transcript/AcademicSummary/SemesterSummary/SemesterCreditCalculated',
          }),
        ],
      },
    ),
    message('a wrong figure', xml(['TotalGPAX>3.00<', 'TotalGPAX>3.01<']), {
      issues: [error('gpax-mismatch', { column: 'gpax', computed: '3.00' })],
    }),
    message('a wrong figure of a term', xml(['SemesterGPA>3.00<', 'SemesterGPA>2.99<']), {
      issues: [error('term-gpa-mismatch', { column: 'term_gpa' })],
    }),
    message('no summary', XML.replace(/<tc:AcademicSummary>[\s\S]*<\/tc:AcademicSummary>/, '')),
    message('zeros behind the decimals', XML.replaceAll('>2.5<', '>2.50<')),
  ]),
  says('a numeric grade that contradicts its letter is an error', [
    message('3.5 for B', xml(['Grade>3<', 'Grade>3.5<']), {
      issues: [error('grade-points-mismatch', { column: 'grade', value: '3.5', computed: '3' })],
    }),
    message('3.00 for B', xml(['Grade>3<', 'Grade>3.00<'])),
    message(
      '0 for W',
      altered(altered(XML, 'Grade>3<', 'Grade>0<'), 'GradeText>B<', 'GradeText>W<').replace(
        /<tc:AcademicSummary>[\s\S]*<\/tc:AcademicSummary>/,
        '',
      ),
    ),
  ]),
  says('XML. UTF-8 only', [
    noMessage('declared TIS-620', xml(['UTF-8', 'TIS-620']), 'encoding-not-utf8'),
    noMessage(
      'declared Windows-874 and so written',
      windows874(xml(['UTF-8', 'windows-874'])),
      'encoding-not-utf8',
      { encoding: 'windows-874' },
    ),
    noMessage('declared UTF-8 and written in Windows-874', windows874(XML), 'encoding-not-utf8', {
      encoding: 'windows-874',
    }),
    noMessage('UTF-16', utf16(XML, 'little'), 'encoding-not-utf8', { encoding: 'utf-16le' }),
    noMessage('a broken byte', withBytes(xml(['>Tham<', '>Th~am<']), 0xff), 'encoding-invalid'),
    message('declared in small letters', xml(['UTF-8', 'utf-8'])),
  ]),
  says('No DTD, no external entities', [
    noMessage('a DOCTYPE', xml(['?>\n', '?>\n<!DOCTYPE Transcript>\n']), 'xml-doctype'),
    noMessage(
      'an external entity',
      xml(
        ['?>\n', '?>\n<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'],
        ['>Tham<', '>&x;<'],
      ),
      'xml-doctype',
    ),
    noMessage(
      'entities that grow',
      xml(['?>\n', '?>\n<!DOCTYPE t [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>\n']),
      'xml-doctype',
    ),
    noMessage('an entity that nobody declared', xml(['>Tham<', '>&nbsp;<']), 'xml-syntax'),
    message('references to characters', xml(['>Tham<', '>Th&#97;&#x6d; &amp; Di<'])),
    noMessage('a reference to a control character', xml(['>Tham<', '>&#7;<']), 'xml-syntax'),
    message(
      'xml-model and schemaLocation are not followed',
      xml(['?>\n', '?>\n<?xml-model href="http://x.invalid/a.sch"?>\n']),
    ),
  ]),
  says('A 2 MB logo is fine', [
    message('a logo of 2 MB', withLogo(2 * 1024 * 1024)),
    message(
      'a logo in lines',
      xml(['<tc:Address>', `<tc:Logo>${'AAAA\n'.repeat(1000)}</tc:Logo><tc:Address>`]),
    ),
  ]),
  says('refused with a clear error', [
    noMessage('a file that ends early', XML.slice(0, 1500), 'xml-syntax'),
    noMessage('an element that is not closed', xml(['</tc:Student>', '']), 'xml-syntax'),
    noMessage('text behind the root', `${XML}x`, 'xml-syntax'),
    noMessage('two roots', XML + XML.slice(XML.indexOf('\n')), 'xml-syntax'),
    noMessage(
      'an attribute twice',
      xml(['languageID="th"', 'languageID="th" languageID="en"']),
      'xml-syntax',
    ),
    noMessage(
      'a prefix that nobody declared',
      xml(['<tc:Student>', '<tx:Student>'], ['</tc:Student>', '</tx:Student>']),
      'xml-syntax',
    ),
    noMessage('10,000 levels', '<a>'.repeat(10_000), 'nested-too-deeply'),
    noMessage('a name of 70 kB', xml(['>ทำ<', `>${'ก'.repeat(30_000)}<`]), 'xml-too-large'),
  ]),
  says('what a note says is read under its column', [
    message('a note never overrides an element', withNote('given_name_th', 'อื่น')),
    message('a note of another program', withNote('Advisor Name', 'รศ.ดร. อาจารย์ ที่ปรึกษา')),
    message('a mail address in a note', withNote('email', 'nobody'), {
      issues: [error('email-invalid', { column: 'email' })],
    }),
  ]),
  says('All files of one call are one batch', [
    files(
      'two students',
      { 'a.xml': XML, 'b.xml': xml(['66900007', '66900008']) },
      { format: 'etda-xml', records: 2, courses: 2 },
    ),
  ]),
]);
