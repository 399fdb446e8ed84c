import { MonitoringError } from '../../model/errors.ts';

/** Loads an optional driver. Rejects with `NMD_DRIVER_MISSING` that names the command to install it. */
export async function loadDriver<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    throw new MonitoringError('NMD_DRIVER_MISSING', `The driver ${name} is missing. Run \`npm install ${name}\`.`, {
      cause,
    });
  }
}
