import { Choice } from '../../components/choice.tsx';
import { useVersions } from '../../data/use-dimension-values.ts';
import classes from './reporting.module.css';
import { METHODS, SUBJECTS, type Subject } from './use-subject.ts';

/** What is compared with what, and how evidence is weighed. */
export function SubjectChoice({ subject }: { readonly subject: Subject }) {
  return (
    <div className={classes['choices']}>
      <Choice label="Compare" options={SUBJECTS} value={subject.kind} onChange={subject.setKind} />
      {subject.kind === 'version' && <VersionPair subject={subject} />}
      <Choice label="Method" options={METHODS} value={subject.method} onChange={subject.setMethod} />
    </div>
  );
}

function VersionPair({ subject }: { readonly subject: Subject }) {
  const { data } = useVersions();
  const versions = (data?.versions ?? []).map(({ version }) => version);
  return (
    <div className={classes['versions']}>
      <VersionSelect label="Version" versions={versions} value={subject.version} onChange={subject.setVersion} />
      <VersionSelect
        label="against"
        versions={versions}
        value={subject.baselineVersion}
        onChange={subject.setBaselineVersion}
      />
    </div>
  );
}

interface VersionSelectProps {
  readonly label: string;
  readonly versions: readonly string[];
  readonly value: string;
  readonly onChange: (version: string) => void;
}

function VersionSelect({ label, versions, value, onChange }: VersionSelectProps) {
  const all = value === '' || versions.includes(value) ? versions : [value, ...versions];
  return (
    <label>
      {label}{' '}
      <select className={classes['select']} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">choose …</option>
        {all.map((version) => (
          <option key={version}>{version}</option>
        ))}
      </select>
    </label>
  );
}
