import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ProfileFormat } from '../../../data/details-client.ts';

const FORMATS: Readonly<Record<ProfileFormat, string>> = {
  cpuprofile: '.cpuprofile, for Chrome DevTools and VS Code',
  speedscope: 'speedscope.json, for speedscope',
  pprof: '.pb.gz, for pprof, Pyroscope and Parca',
};

/** A profile as a file for other tools. */
export function FileLinks({ address }: { readonly address: (format: ProfileFormat) => string }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} stroke={1.6} aria-hidden />}>
          Download
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(FORMATS) as ProfileFormat[]).map((format) => (
          <Menu.Item key={format} component="a" href={address(format)} download>
            {FORMATS[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
