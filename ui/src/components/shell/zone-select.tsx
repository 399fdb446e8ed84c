import { useZoneChoice, ZONE_CHOICES, ZONES, type ZoneChoice } from '../../data/zone.ts';
import classes from './pickers.module.css';

const LABELS: Readonly<Record<ZoneChoice, string>> = { configured: 'Configured', browser: 'This browser', utc: 'UTC' };

export function ZoneSelect() {
  const [chosen, choose] = useZoneChoice();
  return (
    <label className={classes['field']}>
      Time zone
      <select
        className={classes['select']}
        value={chosen}
        onChange={(event) => choose(event.target.value as ZoneChoice)}
      >
        {ZONE_CHOICES.map((choice) => (
          <option key={choice} value={choice}>
            {choice === 'utc' ? LABELS.utc : `${LABELS[choice]} (${ZONES[choice]})`}
          </option>
        ))}
      </select>
    </label>
  );
}
