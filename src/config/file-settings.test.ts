import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResolvedOptions } from './options.ts';
import { resolveOptions } from './resolve-options.ts';
import { storageLocation } from './storage-location.ts';

/** As Flask-MonitoringDashboard's documentation prints it; only the project's path is filled in. */
const SAMPLE = `[dashboard]
APP_VERSION=1.0
GIT=/<path to your project>/.git/
CUSTOM_LINK=dashboard
MONITOR_LEVEL=3
OUTLIER_DETECTION_CONSTANT=2.5
SAMPLING_PERIOD=20
ENABLE_LOGGING=True
BRAND_NAME=Flask Monitoring Dashboard
TITLE_NAME=Flask-MonitoringDashboard
DESCRIPTION=Automatically monitor the evolving performance of Flask/Python web services
SHOW_LOGIN_BANNER=True
SHOW_LOGIN_FOOTER=True

[authentication]
USERNAME=admin
PASSWORD=admin
SECURITY_TOKEN=cc83733cb0af8b884ff6577086b87909

[database]
TABLE_PREFIX=fmd
DATABASE=sqlite:////<path to your project>/dashboard.db

[visualization]
TIMEZONE=Europe/Amsterdam
COLORS={'main':'[0,97,255]',
        'static':'[255,153,0]'}
`;
const HASH = '8f14e45fceea167a5a36dedd4bea2543e1c0a1b2';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nmd-file-'));
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, '.git', 'HEAD'), `${HASH}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function resolveFile(text: string): ResolvedOptions {
  const configFile = join(folder, 'config.cfg');
  writeFileSync(configFile, text);
  return resolveOptions({ configFile }, {}, '/');
}

describe("Flask-MonitoringDashboard's sample file", () => {
  it('works unchanged', () => {
    const options = resolveFile(SAMPLE.replaceAll('/<path to your project>', folder));
    expect(options).toMatchObject({
      version: HASH,
      link: 'dashboard',
      monitorLevel: 3,
      outlierDetectionConstant: 2.5,
      samplingPeriodMillis: 20,
      enableLogging: true,
      brandName: 'Flask Monitoring Dashboard',
      titleName: 'Flask-MonitoringDashboard',
      description: 'Automatically monitor the evolving performance of Flask/Python web services',
      showLoginBanner: true,
      showLoginFooter: true,
      username: 'admin',
      password: 'admin',
      tablePrefix: 'fmd',
      timezone: 'Europe/Amsterdam',
      colors: { main: 'rgb(0, 97, 255)', static: 'rgb(255, 153, 0)' },
    });
    expect(storageLocation(options)).toEqual({
      engine: 'sqlite',
      file: join(folder, 'dashboard.db'),
      tablePrefix: 'fmd',
    });
  });

  it('works on a server without the repository, as FMD does, and says which version counts', () => {
    const options = resolveFile(SAMPLE);
    expect(options.version).toBe('1.0');
    expect(options.notices[0]).toContain(
      '[dashboard] GIT: /<path to your project>/.git is no git repository; the version is "1.0"',
    );
  });

  it('may have keys of other releases, which do nothing', () => {
    const options = resolveFile(
      '[dashboard]\nBLUEPRINT_NAME=x\n[authentication]\nGUEST_USERNAME=g\nGUEST_PASSWORD=["a"]\n[alerting]\nENABLED=True\n',
    );
    expect(options.notices.map((notice) => notice.split('] ')[1])).toEqual([
      'BLUEPRINT_NAME does nothing here',
      'GUEST_USERNAME does nothing here',
      'GUEST_PASSWORD does nothing here',
      'ENABLED does nothing here',
    ]);
  });
});

describe('a value', () => {
  it('of GIT is relative to the file', () => {
    expect(resolveFile('[dashboard]\nGIT=.git').version).toBe(HASH);
    expect(resolveFile('[dashboard]\nGIT=.').version).toBe(HASH);
  });

  it('of the sampling period has two names; the one that FMD reads wins', () => {
    expect(resolveFile('[dashboard]\nSAMPLING_RATE=7').samplingPeriodMillis).toBe(7);
    const both = resolveFile('[dashboard]\nSAMPLING_PERIOD=20\nSAMPLING_RATE=7');
    expect(both.samplingPeriodMillis).toBe(7);
    expect(both.notices[0]).toContain('SAMPLING_PERIOD is overruled by SAMPLING_RATE');
  });

  it.each(['True', 'true', '1', 'yes', 'ON'])('may be %s for true', (text) => {
    expect(resolveFile(`[dashboard]\nENABLE_LOGGING=${text}`).enableLogging).toBe(true);
  });

  it('may hold the characters that start comments elsewhere', () => {
    expect(resolveFile('[authentication]\nUSERNAME=ann\nPASSWORD="a;b#c=d"').password).toBe('"a;b#c=d"');
  });

  it('may be an empty table prefix; other empty values count as not given', () => {
    const options = resolveFile('[dashboard]\nCUSTOM_LINK=\n[database]\nTABLE_PREFIX=\nDATABASE=\n');
    expect(options).toMatchObject({
      tablePrefix: '',
      link: 'dashboard',
      database: 'sqlite:///node-monitoring-dashboard.db',
    });
  });

  it('of COLORS may be real lists', () => {
    expect(resolveFile("[visualization]\nCOLORS={\n  'main': [0, 97, 255],\n  # comment\n  }").colors).toEqual({
      main: 'rgb(0, 97, 255)',
    });
  });
});

it('names file, line, section and key of each problem', () => {
  const path = join(folder, 'config.cfg');
  expect(() => resolveFile("[dashboard]\nMONITOR_LEVEL=1\nmonitor_level=2\n[visualization]\nCOLORS={'a' [0]}")).toThrow(
    `  - file ${path} line 3: "monitor_level" is already given in line 2
  - file ${path} [visualization] COLORS: cannot be read: expected ":" at character 6`,
  );
});
