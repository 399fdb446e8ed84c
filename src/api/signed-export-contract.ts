/** `GET /get_json_details`; times are seconds since 1970, null before the first request. */
export interface DeployDetails {
  readonly link: string;
  readonly 'dashboard-version': string;
  /** Version of the app that was seen first last. */
  readonly 'config-version': string | null;
  readonly 'first-request': number | null;
  /** First request of that version. */
  readonly 'first-request-version': number | null;
  readonly 'total-requests': number;
}
