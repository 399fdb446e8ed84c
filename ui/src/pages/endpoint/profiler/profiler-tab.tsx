import { ProfileList } from './profile-list.tsx';

export function Tab() {
  return <ProfileList />;
}
