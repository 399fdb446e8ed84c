/** Of this package, not of the monitored app. A test keeps it equal to package.json's. */
export const packageVersion: string = '0.1.0';
